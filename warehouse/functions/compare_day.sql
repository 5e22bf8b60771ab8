-- Computes what apply_day() has to add: lake less live copy, in staging, without a lock on any other table.
-- It goes hour by hour, so that its memory does not grow with the day and its rows come in the order of time.
-- Returns the number of rows that change.
CREATE OR REPLACE FUNCTION warehouse.compare_day(run_id text, day date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp SET timezone = 'UTC' SET work_mem = '128MB' SET jit = off AS $$
DECLARE
    hour timestamptz;
    changes bigint := 0;
    added bigint;
BEGIN
    ANALYZE staging.lake_counts, staging.live_counts, staging.lake_dimensions, staging.live_dimensions;

    PERFORM find_names(run_id);
    PERFORM compare_values(run_id);

    FOR hour IN SELECT compare_day.day::timestamptz + h * interval '1 hour' FROM generate_series(0, 23) AS h LOOP
        added := compare_hour(run_id, hour) + compare_dimensions(run_id, hour);
        changes := changes + added;
    END LOOP;

    PERFORM compare_names(run_id, day);
    ANALYZE staging.count_changes;
    RETURN changes;
END $$;

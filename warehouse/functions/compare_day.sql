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

    PERFORM register_names(array_agg(source), array_agg(name))
    FROM (
        SELECT DISTINCT c.source COLLATE "C" AS source, c.name COLLATE "C" AS name
        FROM staging.lake_counts AS s CROSS JOIN unnest(s.sources, s.names) AS c (source, name)
        WHERE s.run_id = compare_day.run_id AND s.kind <> 'rejected') AS met;
    PERFORM compare_values(run_id);

    FOR hour IN SELECT compare_day.day::timestamptz + h * interval '1 hour' FROM generate_series(0, 23) AS h LOOP
        added := compare_hour(run_id, hour) + compare_dimensions(run_id, hour);
        changes := changes + added;
    END LOOP;

    PERFORM compare_names(run_id, day);
    ANALYZE staging.count_changes;
    RETURN changes;
END $$;

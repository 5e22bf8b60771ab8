-- Empties the staging tables of reprocess, in a separate transaction: views wait for it, since they read count_changes.
-- Where a table is in use, the run's own rows go, or (null) those of every run; rows of a run that died and still writes differ by their
-- run_id.
-- Changes that count stay until fold_correction() has added them.
CREATE OR REPLACE FUNCTION warehouse.clear_staging(run_id text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    name text;
BEGIN
    PERFORM check_lock();
    IF EXISTS (SELECT FROM corrections) THEN
        RAISE EXCEPTION 'A correction is not folded into the live tables yet: fold_correction() comes first' USING ERRCODE = 'AN003';
    END IF;

    FOREACH name IN ARRAY ARRAY['lake_counts', 'lake_dimensions', 'lake_names', 'lake_values', 'lake_duplicates', 'live_counts',
        'live_dimensions', 'count_changes', 'day_differences', 'sessions'] LOOP
        BEGIN
            EXECUTE format('TRUNCATE staging.%I', name);
        EXCEPTION WHEN lock_not_available THEN
            EXECUTE format('DELETE FROM staging.%I AS s WHERE s.run_id = coalesce($1, s.run_id)', name) USING clear_staging.run_id;
        END;
    END LOOP;
END $$;

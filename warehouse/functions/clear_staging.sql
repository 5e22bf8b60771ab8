-- Empties the staging tables of reprocess. Rows of a run that died and still writes are told apart by their run_id.
CREATE OR REPLACE FUNCTION warehouse.clear_staging() RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp SET lock_timeout = '5s' AS $$
BEGIN
    TRUNCATE staging.lake_counts, staging.lake_duplicates, staging.live_counts, staging.count_changes, staging.day_differences,
        staging.sessions;
EXCEPTION WHEN lock_not_available THEN
    NULL;
END $$;

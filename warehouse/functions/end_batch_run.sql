-- Records the end of a run of a batch job. A run that has ended does not change.
CREATE OR REPLACE FUNCTION warehouse.end_batch_run(run_id text, exit_code int, rows bigint, message text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    UPDATE batch_runs AS r
    SET ended_at = clock_timestamp(), exit = exit_code, rows = end_batch_run.rows, message = left(end_batch_run.message, 2000)
    WHERE r.run_id = end_batch_run.run_id AND r.ended_at IS NULL
$$;

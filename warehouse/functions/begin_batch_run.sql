-- Records the begin of a run of a batch job. The schedule begins a run before its process does, without its arguments.
CREATE OR REPLACE FUNCTION warehouse.begin_batch_run(run_id text, job text, arguments text, scheduled_for timestamptz, log_file text)
    RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    INSERT INTO batch_runs AS r (run_id, job, arguments, scheduled_for, log_file)
    VALUES (begin_batch_run.run_id, begin_batch_run.job, coalesce(left(begin_batch_run.arguments, 4000), ''), begin_batch_run.scheduled_for,
        begin_batch_run.log_file)
    ON CONFLICT ON CONSTRAINT batch_runs_pkey DO UPDATE SET started_at = clock_timestamp(), arguments = excluded.arguments
$$;

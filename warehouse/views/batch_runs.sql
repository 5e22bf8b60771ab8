-- A run is late as the schedule counts one: ScheduleMetrics.Late of batch-jobs.
CREATE VIEW reporting.batch_runs AS
SELECT
    run_id,
    job,
    arguments,
    scheduled_for,
    started_at,
    ended_at,
    date_part('epoch', coalesce(ended_at, now()) - started_at) AS seconds,
    exit,
    rows,
    message,
    log_file,
    CASE
        WHEN exit = 0 THEN 'done'
        WHEN ended_at IS NOT NULL THEN 'failed'
        WHEN started_at > now() - interval '24 hours' THEN 'running'
        ELSE 'died'
    END AS outcome,
    coalesce(started_at > scheduled_for + interval '5 minutes', false) AS is_late
FROM warehouse.batch_runs;

COMMENT ON VIEW reporting.batch_runs IS
    'One row per run of a batch job. outcome: done (exit code 0), failed (another exit code), running (no end yet), died (no end 24 hours '
    'after the start: its process is gone). seconds runs up to now while there is no end. is_late: the run began more than 5 minutes after '
    'the time of its schedule, because that time was missed.';

CREATE TABLE warehouse.batch_runs (
    run_id        text COLLATE "C" PRIMARY KEY,
    job           text COLLATE "C" NOT NULL,
    arguments     text             NOT NULL DEFAULT '',
    scheduled_for timestamptz,
    started_at    timestamptz      NOT NULL DEFAULT clock_timestamp(),
    ended_at      timestamptz,
    exit          int,
    rows          bigint,
    message       text,
    log_file      text
);

CREATE INDEX ON warehouse.batch_runs (job, started_at);

COMMENT ON TABLE warehouse.batch_runs IS
    'One row per run of a batch job; without ended_at the run goes on, or its process died. scheduled_for is the time of the schedule, '
    'null for a run by hand; 400 days.';

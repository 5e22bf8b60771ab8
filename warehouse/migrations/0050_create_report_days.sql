CREATE TABLE warehouse.report_days (
    day         date             PRIMARY KEY,
    run_id      text COLLATE "C" NOT NULL,
    reported_at timestamptz      NOT NULL
);

COMMENT ON TABLE warehouse.report_days IS
    'UTC days that report has computed: its last run, and the begin of that run, before which it read nothing; 400 days.';

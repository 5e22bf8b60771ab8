CREATE VIEW reporting.reprocess_runs AS
SELECT run_id, started_at, ended_at, from_day, to_day, source, days, events, duplicates, changed_rows
FROM warehouse.reprocess_runs;

COMMENT ON VIEW reporting.reprocess_runs IS
    'Runs of reprocess that corrected at least one day. ended_at is the time of the last corrected day, days their number; events, '
    'duplicates and changed_rows are their sums. source is null for all sources.';

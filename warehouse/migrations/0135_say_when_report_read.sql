-- Its successor is given the time since when the run kept reprocess from correcting.
DROP FUNCTION IF EXISTS warehouse.begin_report_day(date, text);

COMMENT ON TABLE warehouse.report_days IS
    'UTC days that report has computed: its last run, and the time since when that run kept reprocess from correcting, before which it '
    'read nothing; 400 days.';

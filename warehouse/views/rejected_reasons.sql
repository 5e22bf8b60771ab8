CREATE VIEW reporting.rejected_reasons AS
SELECT bucket, source, code, events
FROM warehouse.rejected_counts_minute;

COMMENT ON VIEW reporting.rejected_reasons IS
    'Events that were not counted, by the minute in which they were received, source and reason (the code of the first one found), whether the collector or the stream rejected them; 90 days. Each is kept whole in the lake.';

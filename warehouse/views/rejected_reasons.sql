CREATE VIEW reporting.rejected_reasons AS
SELECT bucket, source, code, events
FROM warehouse.rejected_counts_minute
UNION ALL
SELECT c.bucket, c.source, c.name, c.events
FROM staging.count_changes AS c JOIN warehouse.corrections AS f ON c.run_id = f.run_id AND c.bucket >= f.from_at
WHERE c.kind = 'rejected';

COMMENT ON VIEW reporting.rejected_reasons IS
    'Events that were not counted, by the minute in which they were received, source and reason (the code of the first one found), whether '
    'the collector or the stream rejected them; 90 days. Each is kept whole in the lake.';

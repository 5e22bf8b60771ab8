CREATE VIEW reporting.late AS
SELECT bucket, source, name, events, newest_received_at
FROM warehouse.late_counts_minute
UNION ALL
SELECT c.bucket, c.source, c.name, c.events, c.newest_received_at
FROM staging.count_changes AS c JOIN warehouse.corrections AS f ON c.run_id = f.run_id AND c.bucket >= f.from_at
WHERE c.kind = 'late';

COMMENT ON VIEW reporting.late IS
    'Events that arrived after the seconds of their day were gone: counted by minute, absent from live_events. bucket is the minute in '
    'which they occurred, newest_received_at the arrival of the newest.';

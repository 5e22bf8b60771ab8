CREATE VIEW reporting.live_events AS
SELECT bucket, source, name, country, device, currency, events, revenue
FROM warehouse.event_counts_second
UNION ALL
SELECT c.bucket, c.source, c.name, c.country, c.device, c.currency, c.events, c.revenue
FROM staging.count_changes AS c JOIN warehouse.corrections AS f ON c.run_id = f.run_id AND c.bucket >= f.from_at
WHERE c.kind = 'second';

COMMENT ON VIEW reporting.live_events IS
    'Events and revenue by the second in which they occurred (UTC), each event once; the last 2 days. Revenue is in units of currency: add '
    'up one currency at a time.';

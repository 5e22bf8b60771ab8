CREATE VIEW reporting.events_by_minute AS
SELECT bucket, source, name, country, device, currency, events, revenue
FROM warehouse.event_counts_minute
UNION ALL
SELECT c.bucket, c.source, c.name, c.country, c.device, c.currency, c.events, c.revenue
FROM staging.count_changes AS c JOIN warehouse.corrections AS f ON c.run_id = f.run_id AND c.bucket >= f.from_at
WHERE c.kind = 'minute';

COMMENT ON VIEW reporting.events_by_minute IS
    'Events and revenue by the minute in which they occurred (UTC), each event once, late ones included; 400 days. Revenue is in units of '
    'currency: add up one currency at a time.';

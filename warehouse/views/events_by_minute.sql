CREATE VIEW reporting.events_by_minute AS
SELECT bucket, source, name, country, device, currency, events, revenue
FROM warehouse.event_counts_minute;

COMMENT ON VIEW reporting.events_by_minute IS
    'Events and revenue by the minute in which they occurred (UTC), each event once, late ones included; 400 days. Revenue is in units of currency: add up one currency at a time.';

CREATE VIEW reporting.live_events AS
SELECT bucket, source, name, country, device, currency, events, revenue
FROM warehouse.event_counts_second;

COMMENT ON VIEW reporting.live_events IS
    'Events and revenue by the second in which they occurred (UTC), each event once; the last 2 days. Revenue is in units of currency: add up one currency at a time.';

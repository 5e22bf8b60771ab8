CREATE VIEW reporting.revenue AS
SELECT bucket, source, name, country, device, currency, events, revenue
FROM reporting.events_by_minute
WHERE currency <> '';

COMMENT ON VIEW reporting.revenue IS
    'Revenue by the minute of the event that carried it (UTC), per currency, exact to 4 decimals; events counts the events with revenue. '
    'Currencies are never added together.';

CREATE VIEW reporting.bots AS
SELECT bucket, source, coalesce(nullif(value, ''), 'unknown') AS browser, events, page_views
FROM warehouse.dimension_counts_minute
WHERE dimension = 'bot';

COMMENT ON VIEW reporting.bots IS
    'Events and page views of bots by minute (UTC) and browser; every other view of sessions and dimensions is without them. 90 days.';

CREATE VIEW reporting.bots AS
SELECT bucket, source, coalesce(nullif(value, ''), 'unknown') AS browser, events, page_views
FROM warehouse.dimension_counts_minute
WHERE dimension = 'bot'
UNION ALL
SELECT c.bucket, c.source, coalesce(nullif(c.name, ''), 'unknown'), c.events, c.page_views
FROM staging.count_changes AS c JOIN warehouse.corrections AS f ON c.run_id = f.run_id AND c.bucket >= f.from_at
WHERE c.kind = 'dimension' AND c.dimension = 'bot';

COMMENT ON VIEW reporting.bots IS
    'Events and page views of bots by minute (UTC) and browser; every other view of sessions and dimensions is without them. 90 days.';

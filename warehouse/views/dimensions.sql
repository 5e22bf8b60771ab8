CREATE VIEW reporting.dimensions AS
SELECT bucket, source, dimension, coalesce(nullif(value, ''), '(none)') AS value, currency, events, page_views, revenue
FROM warehouse.dimension_counts_minute
WHERE dimension <> 'bot'
UNION ALL
SELECT c.bucket, c.source, c.dimension, coalesce(nullif(c.name, ''), '(none)'), c.currency, c.events, c.page_views, c.revenue
FROM staging.count_changes AS c JOIN warehouse.corrections AS f ON c.run_id = f.run_id AND c.bucket >= f.from_at
WHERE c.kind = 'dimension' AND c.dimension <> 'bot';

COMMENT ON VIEW reporting.dimensions IS
    'Events, page views and revenue by the minute in which they occurred (UTC), dimension and value, without bots: page (path of page '
    'views), goal, product, property:<name> and the dimensions of sessions; channel, referrer and utm_* count page views that arrive from '
    'elsewhere. (other): values beyond the first 10,000 of a source and dimension. Currencies are never added together. Duplicates count '
    'until reprocess corrects the day. 90 days.';

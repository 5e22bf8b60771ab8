CREATE VIEW reporting.dimensions AS
SELECT bucket, source, dimension, coalesce(nullif(value, ''), '(none)') AS value, currency, events, page_views, revenue
FROM warehouse.dimension_counts_minute
WHERE dimension <> 'bot';

COMMENT ON VIEW reporting.dimensions IS
    'Events, page views and revenue by the minute in which they occurred (UTC), dimension and value, without bots: page (path of page '
    'views), goal, product, property:<name> and the dimensions of sessions; channel, referrer and utm_* count page views that arrive from '
    'elsewhere. (other): values beyond the first 10,000 of a source and dimension. Currencies are never added together. Duplicates count: '
    'reprocess does not correct these. 90 days.';

CREATE VIEW reporting.dimension_days AS
SELECT day, day::timestamp AT TIME ZONE 'UTC' AS bucket, source, dimension, coalesce(nullif(value, ''), '(none)') AS value, currency,
    events, page_views, revenue
FROM warehouse.dimension_counts_day;

COMMENT ON VIEW reporting.dimension_days IS
    'The minutes of dimensions and bots added up per UTC day (day; bucket is its begin), of the days whose sessions reprocess has '
    'computed, as of that run: page, not_found, search, screen, product, goal, property:<name>, bot. The 500 values with the most events '
    'of each day, source and dimension; (other) is the sum of the rest. Choose the range by day. 400 days.';

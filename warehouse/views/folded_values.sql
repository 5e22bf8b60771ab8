CREATE VIEW reporting.folded_values AS
SELECT bucket, source, dimension, events
FROM warehouse.dimension_counts_minute
WHERE value = '(other)'
UNION ALL
SELECT c.bucket, c.source, c.dimension, c.events
FROM staging.count_changes AS c JOIN warehouse.corrections AS f ON c.run_id = f.run_id AND c.bucket >= f.from_at
WHERE c.kind = 'dimension' AND c.name = '(other)';

COMMENT ON VIEW reporting.folded_values IS
    'Events that dimensions count as (other), by the minute in which they occurred (UTC), source and dimension: their values are beyond '
    'the first 10,000 of the source and dimension, or a client sent that text. Their sums stay exact. 90 days.';

-- Jumps from one key of the index to the next, since a DISTINCT would read every value.
CREATE VIEW reporting.dimension_names AS
WITH RECURSIVE found AS (
    (SELECT v.source, v.dimension FROM warehouse.dimension_values AS v ORDER BY 1, 2 LIMIT 1)
    UNION ALL
    SELECT later.source, later.dimension
    FROM found CROSS JOIN LATERAL (
        SELECT v.source, v.dimension
        FROM warehouse.dimension_values AS v
        WHERE (v.source, v.dimension) > (found.source, found.dimension)
        ORDER BY 1, 2
        LIMIT 1) AS later)
SELECT source, dimension FROM found WHERE dimension <> 'bot';

COMMENT ON VIEW reporting.dimension_names IS
    'The dimensions that the last 90 days counted, per source, named as in dimensions: property:<name> for each counted property.';

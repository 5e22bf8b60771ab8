-- Jumps from one source of the index to the next, since a DISTINCT would read every name.
CREATE VIEW reporting.sources AS
WITH RECURSIVE found AS (
    (SELECT n.source FROM warehouse.event_names AS n ORDER BY 1 LIMIT 1)
    UNION ALL
    SELECT later.source
    FROM found CROSS JOIN LATERAL (
        SELECT n.source
        FROM warehouse.event_names AS n
        WHERE n.source > found.source
        ORDER BY 1
        LIMIT 1) AS later)
SELECT source FROM found;

COMMENT ON VIEW reporting.sources IS
    'The sources whose events the last 400 days counted, live or historical.';

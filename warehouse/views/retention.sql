CREATE VIEW reporting.retention AS
SELECT
    r.source,
    r.grain,
    r.cohort,
    r.period,
    r.visitors,
    c.visitors AS cohort_size,
    100.0 * r.visitors / nullif(c.visitors, 0) AS percent
FROM warehouse.retention_cohorts AS r
JOIN warehouse.retention_cohorts AS c ON c.source = r.source AND c.grain = r.grain AND c.cohort = r.cohort AND c.period = 0;

COMMENT ON VIEW reporting.retention IS
    'Visitors first seen in a cohort (a UTC day, or a week from Monday, by grain) who came again in the period-th day or week after it, and their percent of the cohort. Period 0 is the cohort itself. A visitor counts once per source.';

CREATE VIEW reporting.retention AS
SELECT
    c.cohort::timestamp AT TIME ZONE 'UTC' AS bucket,
    c.source,
    c.grain,
    c.period,
    c.visitors,
    size.visitors AS cohort_visitors,
    CASE WHEN size.visitors > 0 THEN c.visitors::double precision / size.visitors END AS share
FROM warehouse.retention_cohorts AS c
LEFT JOIN warehouse.retention_cohorts AS size ON size.source = c.source AND size.grain = c.grain AND size.cohort = c.cohort
    AND size.period = 0;

COMMENT ON VIEW reporting.retention IS
    'Of the visitors first seen in a cohort (bucket: a UTC day, or the Monday of a week), those who came again in the period-th day (0 to '
    '30) or week (0 to 25) after it, and their share of the cohort (0 to 1). Period 0 is the size of the cohort.';

-- The window's partition is the bucket itself, so that a range of it is chosen before the rows are sorted.
CREATE VIEW reporting.funnels AS
SELECT
    day::timestamp AT TIME ZONE 'UTC' AS bucket,
    funnel,
    source,
    breakdown,
    value,
    step,
    name,
    visitors,
    visitors::double precision / nullif(first_value(visitors) OVER steps, 0) AS share_of_first,
    visitors::double precision / nullif(lag(visitors) OVER steps, 0) AS share_of_previous,
    median_seconds
FROM warehouse.funnel_steps
WINDOW steps AS (PARTITION BY day::timestamp AT TIME ZONE 'UTC', funnel, source, breakdown, value ORDER BY step);

COMMENT ON VIEW reporting.funnels IS
    'Visitors who began a funnel on the UTC day and reached the step: steps in order, each strictly later than the one before, all within '
    'the funnel''s window of the first. breakdown is empty for all visitors, else the column whose value at the first step is in value. '
    'median_seconds since the step before, of the visitor''s latest chain that goes deepest. Without bots. The newest closed day is '
    'complete when the day after it is computed.';

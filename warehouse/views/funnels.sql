CREATE VIEW reporting.funnels AS
SELECT
    f.funnel,
    f.day,
    f.source,
    f.breakdown,
    f.value,
    f.step,
    f.name,
    f.visitors,
    f.median_seconds,
    f.visitors::double precision / nullif(first_value(f.visitors) OVER steps, 0) AS share,
    1 - f.visitors::double precision / nullif(lag(f.visitors) OVER steps, 0) AS drop_off
FROM warehouse.funnel_steps AS f
WINDOW steps AS (PARTITION BY f.funnel, f.day, f.source, f.breakdown, f.value ORDER BY f.step);

COMMENT ON VIEW reporting.funnels IS
    'Visitors who began a funnel on a UTC day and reached each of its steps in order, every step strictly later than the one before and within the funnel''s window. share is their part of the first step, drop_off the part of the step before that did not come on, median_seconds the time since the step before. breakdown and value are '''' for all visitors.';

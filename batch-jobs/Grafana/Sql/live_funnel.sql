-- The figures of the channel funnel: the steps of each funnel of the given days ($1, their begins) and of the newest reported one, per
-- source, without breakdowns; at most $2 lines, of the newest days.
SELECT at, funnel, source, step::text AS step, name, visitors, share_of_first
FROM (
    SELECT
        bucket AS at, funnel, source, step, name, visitors::float8 AS visitors, coalesce(share_of_first, 0)::float8 AS share_of_first
    FROM reporting.funnels
    WHERE breakdown = '' AND (bucket = ANY ($1) OR bucket = (SELECT max(bucket) FROM reporting.daily_summary))
    ORDER BY bucket DESC, funnel, source, step
    LIMIT $2
) AS newest
ORDER BY at, funnel, source, newest.step

-- The figures of the channel day: the given days ($1, their begins) and the newest reported one, per source; at most $2 lines, of the
-- newest days.
SELECT *
FROM (
    SELECT
        bucket AS at, source, visitors::float8 AS visitors, new_visitors::float8 AS new_visitors, sessions::float8 AS sessions,
        bounces::float8 AS bounces, page_views::float8 AS page_views, events::float8 AS events
    FROM reporting.daily_summary
    WHERE bucket = ANY ($1) OR bucket = (SELECT max(bucket) FROM reporting.daily_summary)
    ORDER BY bucket DESC, source
    LIMIT $2
) AS newest
ORDER BY at, source

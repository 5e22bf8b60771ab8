-- The figures of the channel day: the newest reported day of each source.
SELECT DISTINCT ON (source)
    bucket AS at, source, visitors::float8 AS visitors, new_visitors::float8 AS new_visitors, sessions::float8 AS sessions,
    bounces::float8 AS bounces, page_views::float8 AS page_views, events::float8 AS events
FROM reporting.daily_summary
ORDER BY source, bucket DESC

-- The figures of the channel freshness, per streaming query. A query with an unknown figure has no row: a frame has the same fields each
-- time.
SELECT date_trunc('second', now()) AS at, query, lag::float8 AS lag, behind_ms, newest_event_age_ms, heartbeat_age_ms
FROM reporting.freshness
WHERE lag IS NOT NULL AND behind_ms IS NOT NULL AND newest_event_age_ms IS NOT NULL AND heartbeat_age_ms IS NOT NULL

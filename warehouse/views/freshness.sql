-- An unknown value is null, never 0: an age of 0 means that all is well.
-- Rates are of the run that began last: those of the run before it would be divided by the seconds of the new one.
-- Arrivals are assumed to be evenly spread between a batch's oldest and newest event: each fifth counts with a fifth of the events.
CREATE VIEW reporting.freshness AS
WITH recent AS MATERIALIZED (
    SELECT *, max(started_at) OVER (PARTITION BY query) AS run_started_at
    FROM warehouse.batches WHERE committed_at >= now() - interval '5 minutes'),
age AS (
    SELECT query, sum(events) AS events,
        round(greatest(0, 1000 * (date_part('epoch', committed_at - newest_received_at)
            + share * date_part('epoch', newest_received_at - oldest_received_at)))) AS ms
    FROM recent CROSS JOIN unnest(ARRAY[0.1, 0.3, 0.5, 0.7, 0.9]::double precision[]) AS share
    WHERE oldest_received_at IS NOT NULL
    GROUP BY query, ms),
ranked AS (
    SELECT query, ms, sum(events) OVER (PARTITION BY query ORDER BY ms) AS up_to, sum(events) OVER (PARTITION BY query) AS total
    FROM age),
percentile AS (
    SELECT query, min(ms) FILTER (WHERE up_to >= 0.5 * total) AS p50_ms, min(ms) FILTER (WHERE up_to >= 0.99 * total) AS p99_ms
    FROM ranked
    GROUP BY query),
summary AS (
    SELECT r.query, count(*) FILTER (WHERE r.started_at = r.run_started_at) AS commits,
        sum(r.events) FILTER (WHERE r.started_at = r.run_started_at) AS events,
        max(r.committed_at) AS last_commit_at,
        max(r.newest_received_at) AS newest_received_at,
        max(greatest(0, 1000 * date_part('epoch', r.committed_at - r.oldest_received_at)))
            FILTER (WHERE r.oldest_received_at IS NOT NULL) AS max_ms,
        greatest(1, date_part('epoch', now() - CASE
            WHEN r.run_started_at < now() - interval '5 minutes' THEN now() - interval '5 minutes'
            ELSE min(r.committed_at) FILTER (WHERE r.started_at = r.run_started_at) END)) AS seconds
    FROM recent AS r
    GROUP BY r.query, r.run_started_at)
SELECT
    query,
    h.state,
    h.at AS heartbeat_at,
    CASE WHEN h.at > now() THEN 0 ELSE 1000 * date_part('epoch', now() - h.at) END AS heartbeat_age_ms,
    h.lag,
    h.complete_up_to,
    CASE WHEN h.complete_up_to > now() THEN 0 ELSE 1000 * date_part('epoch', now() - h.complete_up_to) END AS behind_ms,
    s.newest_received_at AS newest_event_at,
    CASE WHEN s.newest_received_at > now() THEN 0 ELSE 1000 * date_part('epoch', now() - s.newest_received_at) END AS newest_event_age_ms,
    s.last_commit_at,
    p.p50_ms,
    p.p99_ms,
    s.max_ms,
    coalesce(s.commits / s.seconds, 0) AS commits_per_s,
    coalesce(s.events / s.seconds, 0)::double precision AS events_per_s
FROM warehouse.query_heartbeats AS h
FULL JOIN summary AS s USING (query)
LEFT JOIN percentile AS p USING (query);

COMMENT ON VIEW reporting.freshness IS
    'Per streaming query: its state and last heartbeat; the Kafka messages it has yet to read (lag); complete_up_to, before which every '
    'event is in the warehouse; and over the last 5 minutes the newest event''s arrival, p50, p99 and max of the milliseconds from an '
    'event''s arrival at the collector to its commit, and the commits and events per second of the run that began last.';

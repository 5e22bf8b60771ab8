-- The figures of the channel kpi: events per second over the last 5 seconds that are over, and the events of the last 60.
SELECT
    date_trunc('second', now()) AS at,
    coalesce(sum(events) FILTER (WHERE bucket >= date_trunc('second', now()) - interval '5 seconds'), 0)::float8 / 5 AS events_per_s,
    coalesce(sum(events), 0)::float8 AS events_per_minute
FROM reporting.live_events
WHERE bucket >= date_trunc('second', now()) - interval '60 seconds' AND bucket < date_trunc('second', now())

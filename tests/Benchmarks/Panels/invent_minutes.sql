-- Counts the dimensions of the invented sessions by minute: those of sessions when they begin, a page for each view of a page.
-- The rows of a minute are in no order, since merges write them batch by batch.
INSERT INTO warehouse.dimension_counts_minute (bucket, source, dimension, value, currency, events, page_views, revenue)
SELECT date_trunc('minute', at), source, dimension, value, currency, sum(events), sum(page_views), sum(revenue)
FROM (
    SELECT s.started_at AS at, s.source, d.dimension, d.value, '' AS currency, s.events, s.page_views, 0 AS revenue
    FROM warehouse.sessions AS s CROSS JOIN LATERAL warehouse.session_dimensions(s) AS d
    WHERE s.started_at >= date_trunc('day', now(), 'UTC') - make_interval(days => {invented}) AND NOT s.is_bot AND d.dimension <> 'landing'
    UNION ALL
    SELECT s.started_at + view * (s.last_at - s.started_at) / s.page_views, s.source, 'page',
        CASE view WHEN 0 THEN s.entry_path ELSE '/page/' || (2000 * random() ^ 3)::int END, '', 1, 1, 0
    FROM warehouse.sessions AS s CROSS JOIN LATERAL generate_series(0, s.page_views - 1) AS view
    WHERE s.started_at >= date_trunc('day', now(), 'UTC') - make_interval(days => {invented}) AND NOT s.is_bot
    UNION ALL
    SELECT s.started_at, s.source, kind, kind || (500 * random() ^ 3)::int, CASE kind WHEN 'product' THEN 'USD' ELSE '' END, 1, 0, 10
    FROM warehouse.sessions AS s CROSS JOIN unnest(ARRAY['product', 'not_found', 'search']) AS kind
    WHERE s.started_at >= date_trunc('day', now(), 'UTC') - make_interval(days => {invented}) AND NOT s.is_bot AND random() < 0.03
    UNION ALL
    SELECT s.started_at, s.source, 'bot', s.browser, '', s.events, s.page_views, 0
    FROM warehouse.sessions AS s
    WHERE s.started_at >= date_trunc('day', now(), 'UTC') - make_interval(days => {invented}) AND s.is_bot) AS counted
GROUP BY 1, 2, 3, 4, 5
ORDER BY 1, random();

INSERT INTO warehouse.dimension_counts_minute (bucket, source, dimension, value, currency, events, page_views, revenue)
SELECT bucket + interval '1 day', source, dimension, value, currency, events, page_views, revenue
FROM warehouse.dimension_counts_minute
WHERE bucket >= date_trunc('day', now(), 'UTC') - interval '1 day' AND bucket < date_trunc('day', now(), 'UTC') - interval '6 hours'
ORDER BY bucket, random()
ON CONFLICT DO NOTHING;

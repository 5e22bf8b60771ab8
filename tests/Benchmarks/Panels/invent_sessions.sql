-- Invents the sessions of the newest closed days, of which the older ones are copies: {sessions} a day, {invented} days.
-- A value is an integer part of random() to a power, so that a few values are frequent and most are rare.
INSERT INTO warehouse.sessions (day, source, session_id, user_key, started_at, last_at, events, page_views, conversions, is_bounce, is_bot,
    entry_path, exit_path, referrer_domain, channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, country, region, city,
    device, os, browser, locale, app_version, revenue)
SELECT (started_at AT TIME ZONE 'UTC')::date, source, md5(random()::text), 'visitor-' || (random() * 20 * {sessions})::int, started_at,
    started_at + make_interval(secs => CASE WHEN leaves THEN random() * 8 ELSE 10 + 1800 * random() ^ 3 END),
    CASE WHEN leaves THEN 1 ELSE 2 + (random() ^ 2 * 20)::int END, CASE WHEN leaves THEN 1 ELSE 1 + (random() ^ 2 * 12)::int END,
    (pays AND NOT leaves)::int, leaves, random() < 0.02,
    '/page/' || (2000 * random() ^ 3)::int, '/page/' || (2000 * random() ^ 3)::int,
    'site-' || nullif((300 * random() ^ 3)::int, 0) || '.com',
    (ARRAY['direct', 'organic search', 'organic social', 'paid search', 'referral', 'email', 'ai assistant', 'organic video',
        'display'])[1 + (9 * random() ^ 2)::int % 9],
    'source-' || campaign, 'medium-' || campaign % 5, 'campaign-' || campaign, 'term-' || campaign, 'content-' || campaign,
    chr(65 + place % 26) || chr(65 + place % 7), 'region-' || place, 'city-' || place * 3,
    (ARRAY['mobile', 'desktop', 'tablet'])[1 + (3 * random() ^ 2)::int % 3], 'os-' || (6 * random() ^ 2)::int,
    'browser-' || (8 * random() ^ 2)::int, 'l' || (30 * random() ^ 3)::int, '3.' || (12 * random() ^ 2)::int,
    CASE WHEN pays AND NOT leaves THEN jsonb_build_object(CASE WHEN random() < 0.7 THEN 'USD' ELSE 'EUR' END,
        round((5 + 200 * random())::numeric, 2)) ELSE '{}' END
FROM (
    SELECT date_trunc('day', now(), 'UTC') - make_interval(days => day) + make_interval(secs => 86399 * random()) AS started_at,
        (ARRAY['web', 'web', 'app', 'shop'])[1 + (4 * random())::int % 4] AS source, random() < 0.4 AS leaves, random() < 0.05 AS pays,
        (150 * random() ^ 3)::int AS place, CASE WHEN random() < 0.2 THEN (60 * random() ^ 3)::int END AS campaign
    FROM generate_series(1, {invented}) AS day, generate_series(1, {sessions})) AS made
ORDER BY started_at;

-- is_closed is a constant in each branch: a query that wants one of them does not read the other. The branches have no condition of
-- their own, so that PostgreSQL reads both tables without a step that computes every column of every row.
-- A live session of a computed day shows while the day of its last event is not computed and no computed session has its id: an earlier
-- event of it came after its first day was computed. The ids are looked up one by one (LIMIT), never by a read of all sessions.
CREATE VIEW reporting.sessions AS
SELECT
    s.is_closed,
    s.source,
    hashtextextended(nullif(s.user_key, ''), hashtextextended(s.source, (SELECT seed FROM warehouse.visitor_seed))) AS visitor,
    s.started_at,
    s.last_at,
    date_part('epoch', s.last_at - s.started_at) AS seconds,
    s.events,
    s.page_views,
    s.conversions,
    s.is_bounce,
    coalesce(nullif(s.entry_path, ''), '(none)') AS entry_page,
    coalesce(nullif(s.exit_path, ''), '(none)') AS exit_page,
    coalesce(nullif(s.channel, ''), 'unknown') AS channel,
    coalesce(nullif(s.referrer_domain, ''), '(none)') AS referrer,
    coalesce(nullif(s.utm_source, ''), '(none)') AS utm_source,
    coalesce(nullif(s.utm_medium, ''), '(none)') AS utm_medium,
    coalesce(nullif(s.utm_campaign, ''), '(none)') AS utm_campaign,
    coalesce(nullif(s.utm_term, ''), '(none)') AS utm_term,
    coalesce(nullif(s.utm_content, ''), '(none)') AS utm_content,
    coalesce(nullif(s.country, ''), 'unknown') AS country,
    coalesce(nullif(s.region, ''), 'unknown') AS region,
    coalesce(nullif(s.city, ''), 'unknown') AS city,
    coalesce(nullif(s.device, ''), 'unknown') AS device,
    coalesce(nullif(s.os, ''), 'unknown') AS os,
    coalesce(nullif(s.browser, ''), 'unknown') AS browser,
    coalesce(nullif(s.locale, ''), 'unknown') AS locale,
    coalesce(nullif(s.app_version, ''), '(none)') AS app_version,
    s.revenue
FROM (
    SELECT true AS is_closed, source, session_id, user_key, started_at, last_at, events, page_views, conversions, is_bounce,
        is_bot, entry_path, exit_path, channel,
        referrer_domain, utm_source, utm_medium, utm_campaign, utm_term, utm_content, country, region, city, device, os, browser, locale,
        app_version, revenue
    FROM warehouse.sessions
    UNION ALL
    SELECT false, source, session_id, user_key, started_at, last_at, events, page_views, conversions,
        page_views = 1 AND actions = 0 AND last_at - started_at < interval '10 seconds',
        is_bot, entry_path, exit_path, channel,
        referrer_domain, utm_source, utm_medium, utm_campaign, utm_term, utm_content, country, region, city, device, os, browser, locale,
        app_version, revenue
    FROM warehouse.live_sessions) AS s
WHERE NOT s.is_bot
    AND (s.is_closed
        OR NOT EXISTS (
            SELECT FROM warehouse.session_days AS d
            WHERE d.day::timestamp AT TIME ZONE 'UTC' = date_bin('1 day', s.started_at, timestamptz 'epoch') AND d.source = s.source)
        OR (NOT EXISTS (
                SELECT FROM warehouse.session_days AS d
                WHERE d.day::timestamp AT TIME ZONE 'UTC' = date_bin('1 day', s.last_at, timestamptz 'epoch') AND d.source = s.source)
            AND (
                SELECT one.is_computed
                FROM generate_series(date_trunc('day', s.started_at AT TIME ZONE 'UTC'), s.last_at AT TIME ZONE 'UTC', '1 day') AS d (at)
                CROSS JOIN LATERAL (
                    SELECT true AS is_computed
                    FROM warehouse.sessions AS c
                    WHERE c.day = d.at::date AND c.source = s.source AND c.session_id = s.session_id
                    LIMIT 1) AS one
                LIMIT 1) IS NULL));

COMMENT ON VIEW reporting.sessions IS
    'One row per session, without bots: days that reprocess has computed from warehouse.sessions (is_closed), the others as the stream '
    'sees them. visitor is a hash of anonymous_id, else user_id, per source, with a secret seed; a session is the client''s, else activity '
    'without a gap of 30 minutes. seconds: last less first event. is_bounce: one page view, no other event but identify and what an SDK '
    'sends by itself, less than 10 s. '
    'entry_page and exit_page: path of the first and the last page view. channel, referrer, utm_*, country to app_version: of the first '
    'event; (none) or unknown without one. conversions: events that a goal of goals.json names. revenue: amount per currency. Choose the '
    'range by started_at: a longer one is cut to the 60 days that are kept, of which sums stay for 400 in session_spans, session_values '
    'and session_revenue.';

-- The columns of both branches are the same, and is_closed is a constant in each: a query that wants one of them does not read the other.
CREATE VIEW reporting.sessions AS
SELECT
    true AS is_closed,
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
FROM warehouse.sessions AS s
WHERE NOT s.is_bot
UNION ALL
SELECT
    false,
    s.source,
    hashtextextended(nullif(s.user_key, ''), hashtextextended(s.source, (SELECT seed FROM warehouse.visitor_seed))),
    s.started_at,
    s.last_at,
    date_part('epoch', s.last_at - s.started_at),
    s.events,
    s.page_views,
    s.conversions,
    s.page_views = 1 AND s.actions = 0 AND s.last_at - s.started_at < interval '10 seconds',
    coalesce(nullif(s.entry_path, ''), '(none)'),
    coalesce(nullif(s.exit_path, ''), '(none)'),
    coalesce(nullif(s.channel, ''), 'unknown'),
    coalesce(nullif(s.referrer_domain, ''), '(none)'),
    coalesce(nullif(s.utm_source, ''), '(none)'),
    coalesce(nullif(s.utm_medium, ''), '(none)'),
    coalesce(nullif(s.utm_campaign, ''), '(none)'),
    coalesce(nullif(s.utm_term, ''), '(none)'),
    coalesce(nullif(s.utm_content, ''), '(none)'),
    coalesce(nullif(s.country, ''), 'unknown'),
    coalesce(nullif(s.region, ''), 'unknown'),
    coalesce(nullif(s.city, ''), 'unknown'),
    coalesce(nullif(s.device, ''), 'unknown'),
    coalesce(nullif(s.os, ''), 'unknown'),
    coalesce(nullif(s.browser, ''), 'unknown'),
    coalesce(nullif(s.locale, ''), 'unknown'),
    coalesce(nullif(s.app_version, ''), '(none)'),
    s.revenue
FROM warehouse.live_sessions AS s
WHERE NOT s.is_bot
    AND NOT EXISTS (
        SELECT FROM warehouse.session_days AS d
        WHERE d.day = (s.started_at AT TIME ZONE 'UTC')::date AND d.source = s.source);

COMMENT ON VIEW reporting.sessions IS
    'One row per session, without bots: days that reprocess has computed from warehouse.sessions (is_closed), the others as the stream '
    'sees them. visitor is a hash of anonymous_id, else user_id, per source, with a secret seed; a session is the client''s, else activity '
    'without a gap of 30 minutes. seconds: last less first event. is_bounce: one page view, no other event but identify, less than 10 s. '
    'entry_page and exit_page: path of the first and the last page view. channel, referrer, utm_*, country to app_version: of the first '
    'event; (none) or unknown without one. conversions: events that a goal of goals.json names. revenue: amount per currency. Choose the '
    'range by started_at: a longer one is cut to the 60 days that are kept, of which sums stay for 400 in session_spans, session_values '
    'and session_revenue.';

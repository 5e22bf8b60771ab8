-- Copies yesterday's sessions to today, up to 18:00, as the stream sees them.
INSERT INTO warehouse.live_sessions (source, session_id, user_key, started_at, last_at, events, page_views, actions, conversions, is_bot,
    entry_path, exit_path, referrer_domain, channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, country, region, city,
    device, os, browser, locale, app_version, revenue, first_order, visitor_order, entry_order, exit_order)
SELECT source, session_id, user_key, started_at + interval '1 day', last_at + interval '1 day', events, page_views, events - page_views,
    conversions, is_bot, entry_path, exit_path, referrer_domain, channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content,
    country, region, city, device, os, browser, locale, app_version, revenue, started_at::text || session_id,
    started_at::text || session_id, started_at::text || session_id, last_at::text || session_id
FROM warehouse.sessions
WHERE started_at >= date_trunc('day', now(), 'UTC') - interval '1 day' AND started_at < date_trunc('day', now(), 'UTC') - interval '6 hours'
ORDER BY started_at;

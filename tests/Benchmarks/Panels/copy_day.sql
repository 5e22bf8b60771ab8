-- Copies a day's sessions and their sums to the day that is {days} before it.
INSERT INTO warehouse.sessions (day, source, session_id, user_key, started_at, last_at, events, page_views, conversions, is_bounce, is_bot,
    entry_path, exit_path, referrer_domain, channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, country, region, city,
    device, os, browser, locale, app_version, revenue)
SELECT day - {days}, source, session_id, user_key, started_at - interval '{days} days', last_at - interval '{days} days', events,
    page_views, conversions, is_bounce, is_bot, entry_path, exit_path, referrer_domain, channel, utm_source, utm_medium, utm_campaign,
    utm_term, utm_content, country, region, city, device, os, browser, locale, app_version, revenue
FROM warehouse.sessions
WHERE day = '{day}'
ORDER BY started_at;

INSERT INTO warehouse.session_days (day, source, replaced_at)
SELECT day - {days}, source, replaced_at FROM warehouse.session_days WHERE day = '{day}';

INSERT INTO warehouse.session_spans (grain, begins_at, source, sessions, bounces, page_views, events, conversions, visitor_count,
    new_visitors, visitors, durations, duration_sessions)
SELECT grain, begins_at - interval '{days} days', source, sessions, bounces, page_views, events, conversions, visitor_count, new_visitors,
    visitors, durations, duration_sessions
FROM warehouse.session_spans
WHERE begins_at >= '{day}' AND begins_at < date '{day}' + 1;

INSERT INTO warehouse.session_values (dimension, day, source, value, sessions, bounces, page_views, conversions, seconds, visitors)
SELECT dimension, day - {days}, source, value, sessions, bounces, page_views, conversions, seconds, visitors
FROM warehouse.session_values
WHERE day = '{day}';

INSERT INTO warehouse.session_revenue (dimension, grain, begins_at, source, value, currency, sessions, revenue)
SELECT dimension, grain, begins_at - interval '{days} days', source, value, currency, sessions, revenue
FROM warehouse.session_revenue
WHERE begins_at >= '{day}' AND begins_at < date '{day}' + 1;

INSERT INTO warehouse.dimension_counts_day (dimension, day, source, value, currency, events, page_views, revenue)
SELECT dimension, day - {days}, source, value, currency, events, page_views, revenue
FROM warehouse.dimension_counts_day
WHERE day = '{day}';

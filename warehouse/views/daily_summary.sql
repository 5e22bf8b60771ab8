CREATE VIEW reporting.daily_summary AS
SELECT
    s.day::timestamp AT TIME ZONE 'UTC' AS bucket,
    s.source,
    s.visitors,
    s.new_visitors,
    s.sessions,
    s.bounces,
    CASE WHEN s.sessions > 0 THEN s.bounces::double precision / s.sessions END AS bounce_rate,
    s.page_views,
    s.duration_p50_s,
    s.duration_p90_s,
    s.events,
    s.revenue,
    s.conversions,
    r.reported_at
FROM warehouse.daily_summary AS s
LEFT JOIN warehouse.report_days AS r USING (day);

COMMENT ON VIEW reporting.daily_summary IS
    'Closed UTC days per source, each event once, without bots: visitors (anonymous_id, else user_id), new ones (first seen that day), '
    'sessions that began that day, bounces (one page view, no other event but identify and what an SDK sends by itself, less than 10 s), '
    'page views (page or screen), '
    'durations in seconds from a session''s first to its last event (median and 90th percentile, a single event is 0), events, revenue as '
    'an amount per currency, conversions as the visitors who completed each funnel. reported_at: corrections made later are not in yet. '
    '400 days.';

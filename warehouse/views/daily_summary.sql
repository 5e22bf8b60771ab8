CREATE VIEW reporting.daily_summary AS
SELECT
    day, source, visitors, new_visitors, sessions, bounces, page_views, duration_p50_s, duration_p90_s, events, revenue, conversions
FROM warehouse.daily_summary;

COMMENT ON VIEW reporting.daily_summary IS
    'The figures of a closed UTC day per source. A visitor is an anonymous_id, else a user_id; new visitors were never seen before; a bounce is a session of one page view, nothing else and less than 10 s. Durations are seconds of a session, from its first event to its last; revenue is an amount per currency, conversions the visitors who completed each funnel.';

CREATE VIEW reporting.session_spans AS
SELECT grain, begins_at, source, sessions, bounces, page_views, events, conversions, visitor_count, new_visitors, visitors, durations,
    duration_sessions
FROM warehouse.session_spans;

COMMENT ON VIEW reporting.session_spans IS
    'Sums of the closed sessions that began in an hour or in a UTC day (grain), per source, defined as in sessions: choose one grain. '
    'visitor_count is exact. new_visitors: first seen in the span. conversions: sessions with an event that a goal names. visitors: the '
    'smallest hashes, at most 2,048, in order; where visitor_count is greater, the last one is a limit. Of several spans the distinct '
    'hashes up to the least limit, divided by the part of all hashes that lies up to it, are their visitors: exact without a limit, else '
    'within a few percent. durations, duration_sessions: sessions by seconds in steps of 5 %. 400 days.';

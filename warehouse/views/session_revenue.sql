CREATE VIEW reporting.session_revenue AS
SELECT dimension, grain, begins_at, source, value, currency, sessions, revenue
FROM warehouse.session_revenue;

COMMENT ON VIEW reporting.session_revenue IS
    'Revenue of the closed sessions that began in a UTC day, per source, value of a dimension (empty: all sessions, also by hour) and '
    'currency, and the sessions that brought it. Currencies are never added together. 400 days.';

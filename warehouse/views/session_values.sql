CREATE VIEW reporting.session_values AS
SELECT day, day::timestamp AT TIME ZONE 'UTC' AS bucket, dimension, source, value, sessions, visitors, bounces, page_views, conversions,
    seconds
FROM warehouse.session_values;

COMMENT ON VIEW reporting.session_values IS
    'Sums of the closed sessions of a UTC day (day; bucket is its begin) per source and value of a dimension, defined as in sessions; '
    'dimension landing is channel and entry page with a tab between. Choose the range by day. The 500 values with the most sessions of '
    'each day, source and dimension; (other) is the sum of the rest. visitors: distinct ones of the day; those of (other) are added up '
    'over its values. conversions: sessions with an event that a goal names. seconds: durations added up. 400 days.';

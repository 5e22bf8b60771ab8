CREATE VIEW reporting.active_now AS
SELECT source, last_at
FROM warehouse.active_visitors
WHERE last_at > now() - interval '5 minutes';

COMMENT ON VIEW reporting.active_now IS
    'Visitors with an event in the last 5 minutes, one row each with the time of the last event, per source and without bots.';

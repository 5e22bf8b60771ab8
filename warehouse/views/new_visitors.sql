CREATE VIEW reporting.new_visitors AS
SELECT first_at, source
FROM warehouse.live_visitors;

COMMENT ON VIEW reporting.new_visitors IS
    'One row per visitor (anonymous_id, else user_id, per source, without bots) with the time at which it was first seen: those with '
    'first_at in a range are its new visitors. 400 days after the first visit.';

-- Adds the invented days up, as reprocess does.
INSERT INTO warehouse.session_days (day, source, replaced_at) SELECT DISTINCT day, source, now() FROM warehouse.sessions;

INSERT INTO warehouse.live_visitors (first_at, source, user_key)
SELECT min(started_at), source, user_key FROM warehouse.sessions WHERE NOT is_bot GROUP BY 2, 3;

ANALYZE warehouse.sessions, warehouse.dimension_counts_minute;

SELECT warehouse.roll_up_sessions(day, NULL) FROM (SELECT DISTINCT day FROM warehouse.session_days) AS days;

-- Adds up the days of sessions that an earlier version computed without sums, the newest first; without such days it looks only at their
-- keys.
-- It begins no day after five minutes, as the views are gone meanwhile; the next migrate goes on.
DO $$
DECLARE
    unsummed record;
BEGIN
    FOR unsummed IN
        WITH RECURSIVE days AS (
            (SELECT s.day, s.source FROM warehouse.sessions AS s ORDER BY 1, 2 LIMIT 1)
            UNION ALL
            SELECT later.day, later.source
            FROM days CROSS JOIN LATERAL (
                SELECT s.day, s.source FROM warehouse.sessions AS s WHERE (s.day, s.source) > (days.day, days.source) ORDER BY 1,
                    2 LIMIT 1) AS later)
        SELECT day, source
        FROM days AS d
        WHERE NOT EXISTS (
                SELECT FROM warehouse.session_spans AS t
                WHERE t.grain = 'day' AND t.begins_at = d.day::timestamp AT TIME ZONE 'UTC' AND t.source = d.source)
            AND EXISTS (SELECT FROM warehouse.sessions AS s WHERE s.day = d.day AND s.source = d.source AND NOT s.is_bot)
        ORDER BY day DESC, source
    LOOP
        EXIT WHEN clock_timestamp() > statement_timestamp() + interval '5 minutes';
        INSERT INTO warehouse.session_days (day, source, replaced_at) VALUES (unsummed.day, unsummed.source, clock_timestamp())
        ON CONFLICT ON CONSTRAINT session_days_pkey DO NOTHING;
        PERFORM warehouse.roll_up_sessions(unsummed.day, unsummed.source);
    END LOOP;
END $$;

-- Adds up the days of sessions that an earlier version computed without sums or without visitors by value, the newest first; without such
-- days it looks only at their keys. Sums of hours and days stay as they are, since the first events of visitors may be gone since.
-- It begins no day after five minutes, as the views are gone meanwhile, and none beside a run of reprocess, which writes the same rows;
-- the next migrate goes on.
DO $$
DECLARE
    unsummed record;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('analytics.reprocess')) THEN
        RETURN;
    END IF;
    FOR unsummed IN
        WITH RECURSIVE days AS (
            (SELECT s.day, s.source FROM warehouse.sessions AS s ORDER BY 1, 2 LIMIT 1)
            UNION ALL
            SELECT later.day, later.source
            FROM days CROSS JOIN LATERAL (
                SELECT s.day, s.source FROM warehouse.sessions AS s WHERE (s.day, s.source) > (days.day, days.source) ORDER BY 1,
                    2 LIMIT 1) AS later)
        SELECT d.day, d.source, has_spans
        FROM days AS d CROSS JOIN LATERAL (
            SELECT
                EXISTS (
                    SELECT FROM warehouse.session_spans AS t
                    WHERE t.grain = 'day' AND t.begins_at = d.day::timestamp AT TIME ZONE 'UTC' AND t.source = d.source) AS has_spans,
                EXISTS (
                    SELECT FROM warehouse.session_values AS v
                    WHERE v.dimension = 'channel' AND v.day = d.day AND v.source = d.source AND v.visitors IS NULL) AS lacks_visitors
            ) AS sums
        WHERE (NOT has_spans OR lacks_visitors)
            AND EXISTS (SELECT FROM warehouse.sessions AS s WHERE s.day = d.day AND s.source = d.source AND NOT s.is_bot)
        ORDER BY 1 DESC, 2
    LOOP
        EXIT WHEN clock_timestamp() > statement_timestamp() + interval '5 minutes';
        INSERT INTO warehouse.session_days (day, source, replaced_at) VALUES (unsummed.day, unsummed.source, clock_timestamp())
        ON CONFLICT ON CONSTRAINT session_days_pkey DO NOTHING;
        IF unsummed.has_spans THEN
            PERFORM warehouse.roll_up_values(unsummed.day, unsummed.source);
        ELSE
            PERFORM warehouse.roll_up_sessions(unsummed.day, unsummed.source);
        END IF;
    END LOOP;
END $$;

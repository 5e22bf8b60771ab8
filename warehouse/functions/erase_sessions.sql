-- Deletes the sessions of one person, live and computed, and the visitor; returns the number of rows.
-- A visitor of whom sessions of other days are left was first seen with the first of these.
-- Rows that a reprocess has staged go too, uncounted: it would bring them back.
-- ids: the person's user ids and visitors. shared: visitors of devices that others use too; of those only sessions without a user go.
-- of_sources and session_ids: the sessions, element by element, whose ids name the person.
-- Locks live rows in the order of their keys, as merges do, so that neither can deadlock with the other.
CREATE OR REPLACE FUNCTION warehouse.erase_sessions(ids text[], shared text[], source text, from_day date, to_day date,
    of_sources text[], session_ids text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
DECLARE
    from_at constant timestamptz := coalesce(from_day, '-infinity')::timestamp AT TIME ZONE 'UTC';
    to_at constant timestamptz := coalesce(to_day + 1, 'infinity')::timestamp AT TIME ZONE 'UTC';
    erased bigint;
    more bigint;
BEGIN
    DELETE FROM staging.sessions AS s
    WHERE (s.user_id = ANY (ids) OR s.user_key = ANY (ids) OR s.user_key = ANY (shared) AND s.user_id IS NULL
            OR (s.source, s.session_id) IN (SELECT * FROM unnest(of_sources, session_ids)))
        AND (erase_sessions.source IS NULL OR s.source = erase_sessions.source);

    DELETE FROM sessions AS s
    WHERE (s.user_id = ANY (ids) OR s.user_key = ANY (ids) OR s.user_key = ANY (shared) AND s.user_id IS NULL
            OR (s.source, s.session_id) IN (SELECT * FROM unnest(of_sources, session_ids)))
        AND (erase_sessions.source IS NULL OR s.source = erase_sessions.source)
        AND s.day BETWEEN coalesce(from_day, '-infinity') AND coalesce(to_day, 'infinity');
    GET DIAGNOSTICS erased = ROW_COUNT;

    WITH held AS MATERIALIZED (
        SELECT s.source, s.session_id FROM live_sessions AS s
        WHERE (s.user_id = ANY (ids) OR s.user_key = ANY (ids) OR s.user_key = ANY (shared) AND s.user_id IS NULL
                OR (s.source, s.session_id) IN (SELECT * FROM unnest(of_sources, session_ids)))
            AND (erase_sessions.source IS NULL OR s.source = erase_sessions.source)
            AND s.started_at >= from_at AND s.started_at < to_at
        ORDER BY s.source, s.session_id FOR UPDATE)
    DELETE FROM live_sessions AS s USING held WHERE (s.source, s.session_id) = (held.source, held.session_id);
    GET DIAGNOSTICS more = ROW_COUNT;
    erased := erased + more;

    WITH held AS MATERIALIZED (
        SELECT v.source, v.user_key FROM live_visitors AS v
        WHERE v.user_key = ANY (ids) AND (erase_sessions.source IS NULL OR v.source = erase_sessions.source)
            AND v.first_at >= from_at AND v.first_at < to_at
        ORDER BY v.source, v.user_key FOR UPDATE),
    kept AS (
        SELECT held.source, held.user_key, min(s.started_at) AS first_at
        FROM held JOIN (
            SELECT e.source, e.user_key, e.started_at FROM sessions AS e
            UNION ALL
            SELECT l.source, l.user_key, l.started_at FROM live_sessions AS l) AS s ON (s.source, s.user_key) = (held.source, held.user_key)
        GROUP BY 1, 2),
    returned AS (
        UPDATE live_visitors AS v SET first_at = kept.first_at
        FROM kept WHERE (v.source, v.user_key) = (kept.source, kept.user_key))
    DELETE FROM live_visitors AS v USING held
    WHERE (v.source, v.user_key) = (held.source, held.user_key)
        AND NOT EXISTS (SELECT FROM kept WHERE (kept.source, kept.user_key) = (held.source, held.user_key));

    WITH held AS MATERIALIZED (
        SELECT v.source, v.user_key FROM active_visitors AS v
        WHERE v.user_key = ANY (ids) AND (erase_sessions.source IS NULL OR v.source = erase_sessions.source)
            AND v.last_at >= from_at AND v.last_at < to_at
        ORDER BY v.source, v.user_key FOR UPDATE)
    DELETE FROM active_visitors AS v USING held WHERE (v.source, v.user_key) = (held.source, held.user_key);

    PERFORM forget_visitors(ids, erase_sessions.source, from_at, to_at);
    RETURN erased;
END $$;

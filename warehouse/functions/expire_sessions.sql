-- Deletes sessions past their retention, live and computed, and returns their number; when is_dry it only counts them.
-- The rule of the source comes first, then the rule of every source, then kept_since().
-- Locks live rows in the order of their keys, as merges do, so that neither can deadlock with the other.
CREATE OR REPLACE FUNCTION warehouse.expire_sessions(is_dry boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    fallback constant date := current_date
        - coalesce((SELECT days FROM retention WHERE what = 'sessions' AND source = ''), current_date - kept_since('sessions')::date);
    -- No rule keeps less than this, so newer sessions are not looked at.
    newest constant date := greatest(fallback, current_date - (SELECT min(days) FROM retention WHERE what = 'sessions' AND source <> ''));
    expired bigint;
    more bigint;
BEGIN
    IF is_dry THEN
        SELECT count(*) INTO expired
        FROM (
            SELECT day, source FROM sessions WHERE day < newest
            UNION ALL
            SELECT started_at::date, source FROM live_sessions WHERE started_at < newest
        ) AS s LEFT JOIN retention AS r ON r.what = 'sessions' AND r.source = s.source AND r.source <> ''
        WHERE s.day < coalesce(current_date - r.days, fallback);
        RETURN expired;
    END IF;

    DELETE FROM sessions AS s
    USING (
        SELECT e.day, e.source, e.session_id
        FROM sessions AS e LEFT JOIN retention AS r ON r.what = 'sessions' AND r.source = e.source AND r.source <> ''
        WHERE e.day < newest AND e.day < coalesce(current_date - r.days, fallback)) AS expired_session
    WHERE (s.day, s.source, s.session_id) = (expired_session.day, expired_session.source, expired_session.session_id);
    GET DIAGNOSTICS expired = ROW_COUNT;

    WITH held AS MATERIALIZED (
        SELECT e.source, e.session_id
        FROM live_sessions AS e LEFT JOIN retention AS r ON r.what = 'sessions' AND r.source = e.source AND r.source <> ''
        WHERE e.started_at < newest AND e.started_at < coalesce(current_date - r.days, fallback)
        ORDER BY e.source, e.session_id FOR UPDATE OF e)
    DELETE FROM live_sessions AS s USING held WHERE (s.source, s.session_id) = (held.source, held.session_id);
    GET DIAGNOSTICS more = ROW_COUNT;

    RETURN expired + more;
END $$;

-- Deletes sessions past their retention and returns their number; when is_dry it only counts them.
-- The rule of the source comes first, then the rule of every source, then kept_since().
CREATE OR REPLACE FUNCTION warehouse.expire_sessions(is_dry boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    fallback constant date := current_date
        - coalesce((SELECT days FROM retention WHERE what = 'sessions' AND source = ''), current_date - kept_since('sessions')::date);
    -- No rule keeps less than this, so newer sessions are not looked at.
    newest constant date := greatest(fallback, current_date - (SELECT min(days) FROM retention WHERE what = 'sessions' AND source <> ''));
    expired bigint;
BEGIN
    IF is_dry THEN
        SELECT count(*) INTO expired
        FROM sessions AS s LEFT JOIN retention AS r ON r.what = 'sessions' AND r.source = s.source AND r.source <> ''
        WHERE s.day < newest AND s.day < coalesce(current_date - r.days, fallback);
    ELSE
        DELETE FROM sessions AS s
        USING (
            SELECT e.day, e.source, e.session_id
            FROM sessions AS e LEFT JOIN retention AS r ON r.what = 'sessions' AND r.source = e.source AND r.source <> ''
            WHERE e.day < newest AND e.day < coalesce(current_date - r.days, fallback)) AS expired_session
        WHERE (s.day, s.source, s.session_id) = (expired_session.day, expired_session.source, expired_session.session_id);
        GET DIAGNOSTICS expired = ROW_COUNT;
    END IF;

    RETURN expired;
END $$;

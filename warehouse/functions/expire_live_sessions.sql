-- Deletes live sessions once reprocess has computed the days of their first and last event and they had no event for two days, and returns
-- their number: views read the computed ones. An event that comes later makes a row of its day again, which no view reads.
-- Locks the rows in the order of their keys, as merges do, so that neither can deadlock with the other.
CREATE OR REPLACE FUNCTION warehouse.expire_live_sessions() RETURNS bigint
LANGUAGE plpgsql SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    expired bigint;
BEGIN
    WITH held AS MATERIALIZED (
        SELECT s.source, s.session_id
        FROM live_sessions AS s JOIN session_days AS d ON d.day = s.started_at::date AND d.source = s.source
        JOIN session_days AS l ON l.day = s.last_at::date AND l.source = s.source
        WHERE s.started_at < now() - interval '2 days' AND s.last_at < now() - interval '2 days'
        ORDER BY s.source, s.session_id FOR UPDATE OF s)
    DELETE FROM live_sessions AS s USING held WHERE (s.source, s.session_id) = (held.source, held.session_id);
    GET DIAGNOSTICS expired = ROW_COUNT;
    RETURN expired;
END $$;

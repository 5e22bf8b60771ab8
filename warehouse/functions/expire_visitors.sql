-- Deletes live visitors past their retention and returns their number, and those that are no longer active, uncounted.
-- The rule of the source comes first, then the rule of every source, then kept_since().
-- Locks rows in the order of their keys, as merges do, so that neither can deadlock with the other.
CREATE OR REPLACE FUNCTION warehouse.expire_visitors() RETURNS bigint
LANGUAGE plpgsql SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    fallback constant date := current_date
        - coalesce((SELECT days FROM retention WHERE what = 'visitors' AND source = ''), current_date - kept_since('live_visitors')::date);
    -- No rule keeps less than this, so newer visitors are not looked at.
    newest constant date := greatest(fallback, current_date - (SELECT min(days) FROM retention WHERE what = 'visitors' AND source <> ''));
    expired bigint;
BEGIN
    WITH held AS MATERIALIZED (
        SELECT v.source, v.user_key
        FROM live_visitors AS v LEFT JOIN retention AS r ON r.what = 'visitors' AND r.source = v.source AND r.source <> ''
        WHERE v.first_at < newest AND v.first_at < coalesce(current_date - r.days, fallback)
        ORDER BY v.source, v.user_key FOR UPDATE OF v)
    DELETE FROM live_visitors AS v USING held WHERE (v.source, v.user_key) = (held.source, held.user_key);
    GET DIAGNOSTICS expired = ROW_COUNT;

    PERFORM forget_inactive_visitors();
    RETURN expired;
END $$;

-- Removes the visitors of active_visitors that had no event for 30 minutes, locking them in the order of their keys, as merges do.
CREATE OR REPLACE FUNCTION warehouse.forget_inactive_visitors() RETURNS void
LANGUAGE sql SET search_path = warehouse, pg_temp AS $$
    WITH held AS MATERIALIZED (
        SELECT source, user_key FROM active_visitors
        WHERE last_at < now() - interval '30 minutes'
        ORDER BY source, user_key FOR UPDATE)
    DELETE FROM active_visitors AS v USING held WHERE (v.source, v.user_key) = (held.source, held.user_key)
$$;

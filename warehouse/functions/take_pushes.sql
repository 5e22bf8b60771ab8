-- Returns the pushes that wait, oldest first, and locks them until the transaction ends; another job skips them.
CREATE OR REPLACE FUNCTION warehouse.take_pushes() RETURNS TABLE (push_id bigint, run_id text, kind text, payload text)
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    SELECT p.push_id, p.run_id, p.kind, p.payload
    FROM grafana_pushes AS p
    WHERE p.pushed_at IS NULL
    ORDER BY p.push_id
    LIMIT 100
    FOR UPDATE SKIP LOCKED
$$;

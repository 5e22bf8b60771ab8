-- Returns pushes that wait, and locks them until the transaction ends; another job skips them.
-- Live frames, one per measurement, come first, then the oldest; pushes that were tried ten times come last, so that refused
-- annotations do not keep others waiting.
CREATE OR REPLACE FUNCTION warehouse.take_pushes() RETURNS TABLE (push_id bigint, run_id text, kind text, payload text)
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    SELECT p.push_id, p.run_id, p.kind, p.payload
    FROM grafana_pushes AS p
    WHERE p.pushed_at IS NULL
    ORDER BY p.kind <> 'live', p.attempts >= 10, p.push_id
    LIMIT 100
    FOR UPDATE SKIP LOCKED
$$;

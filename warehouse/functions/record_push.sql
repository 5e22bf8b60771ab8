-- Records an attempt; without an error Grafana has accepted the push.
CREATE OR REPLACE FUNCTION warehouse.record_push(push_id bigint, error text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    UPDATE grafana_pushes AS p
    SET attempts = p.attempts + 1,
        last_error = left(record_push.error, 1000),
        pushed_at = CASE WHEN record_push.error IS NULL THEN clock_timestamp() END
    WHERE p.push_id = record_push.push_id
$$;

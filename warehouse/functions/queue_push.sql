-- Keeps a push until Grafana has accepted it. A Live channel shows only its last frame: a new frame replaces the frames that wait.
CREATE OR REPLACE FUNCTION warehouse.queue_push(run_id text, kind text, measurement text, payload text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    DELETE FROM grafana_pushes AS p
    WHERE queue_push.kind = 'live' AND p.kind = 'live' AND p.measurement = queue_push.measurement
        AND p.pushed_at IS NULL AND p.run_id <> queue_push.run_id;

    INSERT INTO grafana_pushes AS p (run_id, kind, measurement, payload)
    VALUES (queue_push.run_id, queue_push.kind, queue_push.measurement, queue_push.payload)
    ON CONFLICT ON CONSTRAINT grafana_pushes_run_id_kind_measurement_key DO UPDATE
    SET payload = excluded.payload, created_at = excluded.created_at, pushed_at = NULL
    WHERE p.kind = 'live' OR p.pushed_at IS NULL
$$;

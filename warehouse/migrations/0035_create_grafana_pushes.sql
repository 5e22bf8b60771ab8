CREATE TABLE warehouse.grafana_pushes (
    push_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id      text COLLATE "C" NOT NULL,
    kind        text COLLATE "C" NOT NULL CHECK (kind IN ('live', 'annotation')),
    measurement text COLLATE "C" NOT NULL DEFAULT '',
    created_at  timestamptz      NOT NULL DEFAULT clock_timestamp(),
    pushed_at   timestamptz,
    attempts    int              NOT NULL DEFAULT 0,
    last_error  text,
    payload     text             NOT NULL,
    UNIQUE (run_id, kind, measurement)
);

CREATE INDEX ON warehouse.grafana_pushes (push_id) WHERE pushed_at IS NULL;
CREATE INDEX ON warehouse.grafana_pushes (kind, pushed_at);

COMMENT ON TABLE warehouse.grafana_pushes IS
    'What batch jobs push to Grafana: lines for a Live channel, or an annotation. Without pushed_at Grafana has yet to get it; the next '
    'run tries again; 90 days.';

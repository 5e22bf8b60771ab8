-- Narrow, with no index on what changes: active now reads all of it.
CREATE TABLE warehouse.active_visitors (
    last_at  timestamptz      NOT NULL,
    source   text COLLATE "C" NOT NULL,
    user_key text COLLATE "C" NOT NULL,
    PRIMARY KEY (source, user_key)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

COMMENT ON TABLE warehouse.active_visitors IS
    'The last event of each visitor, without bots. Rows without an event for 30 minutes are removed now and then.';

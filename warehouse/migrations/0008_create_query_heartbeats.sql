CREATE TABLE warehouse.query_heartbeats (
    query          text COLLATE "C" PRIMARY KEY,
    at             timestamptz NOT NULL,
    state          text        NOT NULL CHECK (state IN ('starting', 'warming', 'running', 'catching_up', 'stopping')),
    lag            bigint,
    complete_up_to timestamptz
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

COMMENT ON TABLE warehouse.query_heartbeats IS 'One row per query, written every second by a connection of its own: idle is not dead.';

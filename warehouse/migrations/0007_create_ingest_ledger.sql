CREATE TABLE warehouse.ingest_ledger (
    query       text COLLATE "C" NOT NULL,
    topic       text COLLATE "C" NOT NULL,
    partition   int              NOT NULL,
    topic_id    text COLLATE "C" NOT NULL,
    next_offset bigint           NOT NULL CHECK (next_offset >= 0),
    updated_at  timestamptz      NOT NULL,
    PRIMARY KEY (query, topic, partition)
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

COMMENT ON TABLE warehouse.ingest_ledger IS
    'The first Kafka offset that each query has not merged: moved only in the transaction that adds up what came before it.';

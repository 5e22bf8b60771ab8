-- The time is first in the key: the windows that views read are ranges of it.
CREATE TABLE warehouse.batches (
    query              text COLLATE "C" NOT NULL,
    batch_id           bigint           NOT NULL,
    started_at         timestamptz      NOT NULL,
    committed_at       timestamptz      NOT NULL,
    events             bigint           NOT NULL,
    oldest_received_at timestamptz,
    newest_received_at timestamptz,
    duration_ms        double precision NOT NULL,
    PRIMARY KEY (committed_at, query, batch_id, started_at)
) PARTITION BY RANGE (committed_at);

COMMENT ON TABLE warehouse.batches IS
    'One row per merged batch; 2 days, in day partitions. started_at is the start of the application''s run, duration_ms from trigger to '
    'merge.';

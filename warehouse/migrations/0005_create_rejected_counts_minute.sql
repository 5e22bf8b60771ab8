CREATE TABLE warehouse.rejected_counts_minute (
    bucket timestamptz      NOT NULL,
    source text COLLATE "C" NOT NULL,
    code   text COLLATE "C" NOT NULL,
    events bigint           NOT NULL,
    PRIMARY KEY (bucket, source, code)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

COMMENT ON TABLE warehouse.rejected_counts_minute IS
    'Rejected events per minute, source and code, by the collector or by the stream; 90 days.';

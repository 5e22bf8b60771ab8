-- contracts/LiveMetricsRow as columns, and is_late.
CREATE UNLOGGED TABLE staging.lake_counts (
    run_id             text COLLATE "C" NOT NULL,
    second             bigint           NOT NULL,
    events             bigint           NOT NULL,
    oldest_received_ms bigint,
    newest_received_ms bigint,
    is_late            boolean          NOT NULL,
    source             text COLLATE "C" NOT NULL,
    name               text COLLATE "C" NOT NULL,
    country            text COLLATE "C" NOT NULL,
    device             text COLLATE "C" NOT NULL,
    currency           text COLLATE "C" NOT NULL,
    code               text COLLATE "C" NOT NULL,
    revenue            numeric(28, 4)
);

COMMENT ON TABLE staging.lake_counts IS
    'What the lake holds of the day that reprocess corrects: sums per second, or per minute when the seconds are no longer kept.';

CREATE UNLOGGED TABLE staging.live_dimensions (
    run_id     text COLLATE "C" NOT NULL,
    bucket     timestamptz      NOT NULL,
    events     bigint           NOT NULL,
    page_views bigint           NOT NULL,
    source     text COLLATE "C" NOT NULL,
    dimension  text COLLATE "C" NOT NULL,
    value      text COLLATE "C" NOT NULL,
    currency   text COLLATE "C" NOT NULL,
    revenue    numeric(28, 4)   NOT NULL
);

CREATE INDEX live_dimensions_bucket ON staging.live_dimensions (bucket);

COMMENT ON TABLE staging.live_dimensions IS
    'A copy of the rows of dimension_counts_minute of the day that reprocess corrects, from the same snapshot as the ledger positions.';

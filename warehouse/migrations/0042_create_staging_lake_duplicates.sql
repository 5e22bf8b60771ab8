CREATE UNLOGGED TABLE staging.lake_duplicates (
    run_id text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    name   text COLLATE "C" NOT NULL,
    events bigint           NOT NULL
);

COMMENT ON TABLE staging.lake_duplicates IS 'The duplicates that reprocess removed from the day that it corrects.';

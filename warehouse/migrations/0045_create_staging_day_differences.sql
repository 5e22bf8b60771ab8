CREATE UNLOGGED TABLE staging.day_differences (
    run_id     text COLLATE "C" NOT NULL,
    day        date             NOT NULL,
    source     text COLLATE "C" NOT NULL,
    name       text COLLATE "C" NOT NULL,
    live       bigint           NOT NULL,
    lake       bigint           NOT NULL,
    duplicates bigint           NOT NULL,
    late       bigint           NOT NULL
);

COMMENT ON TABLE staging.day_differences IS 'The rows of reprocess_differences of the day that reprocess corrects.';

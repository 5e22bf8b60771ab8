CREATE UNLOGGED TABLE staging.lake_values (
    run_id    text COLLATE "C" NOT NULL,
    source    text COLLATE "C" NOT NULL,
    dimension text COLLATE "C" NOT NULL,
    value     text COLLATE "C" NOT NULL,
    is_new    boolean          NOT NULL
);

COMMENT ON TABLE staging.lake_values IS
    'The values of the lake that reprocess tells apart on the day that it corrects; apply_day registers the new ones in dimension_values.';

CREATE UNLOGGED TABLE staging.lake_names (
    run_id text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    name   text COLLATE "C" NOT NULL,
    is_new boolean          NOT NULL
);

COMMENT ON TABLE staging.lake_names IS
    'The names of events of the lake that reprocess tells apart on the day that it corrects; apply_day registers the new ones in '
    'event_names.';

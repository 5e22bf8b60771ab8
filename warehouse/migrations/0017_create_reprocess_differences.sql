-- The row with name '' holds the totals of its day and source; a name has a row only where something differs.
CREATE TABLE warehouse.reprocess_differences (
    run_id     text COLLATE "C" NOT NULL,
    day        date             NOT NULL,
    source     text COLLATE "C" NOT NULL,
    name       text COLLATE "C" NOT NULL,
    live       bigint           NOT NULL,
    lake       bigint           NOT NULL,
    duplicates bigint           NOT NULL,
    late       bigint           NOT NULL,
    PRIMARY KEY (run_id, day, source, name)
);

CREATE INDEX ON warehouse.reprocess_differences (day, source);

COMMENT ON TABLE warehouse.reprocess_differences IS
    'What a run of reprocess found: events that the live numbers counted, unique events in the lake, duplicates that were removed, late '
    'events folded in; 400 days.';

CREATE TABLE warehouse.reprocess_runs (
    run_id       text COLLATE "C" PRIMARY KEY,
    started_at   timestamptz      NOT NULL,
    ended_at     timestamptz,
    from_day     date             NOT NULL,
    to_day       date             NOT NULL,
    source       text COLLATE "C",
    days         int              NOT NULL DEFAULT 0,
    events       bigint           NOT NULL DEFAULT 0,
    duplicates   bigint           NOT NULL DEFAULT 0,
    changed_rows bigint           NOT NULL DEFAULT 0
);

COMMENT ON TABLE warehouse.reprocess_runs IS
    'Runs of reprocess: the UTC days asked for, how many were corrected, their events in the lake, the duplicates removed and the rows of '
    'the warehouse that changed; 400 days.';

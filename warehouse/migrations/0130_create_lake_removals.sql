CREATE TABLE warehouse.lake_removals (
    source     text COLLATE "C" NOT NULL,
    what       text COLLATE "C" NOT NULL CHECK (what IN ('events', 'rejected', 'sessions', 'visitors')),
    before_day date             NOT NULL,
    PRIMARY KEY (source, what)
);

COMMENT ON TABLE warehouse.lake_removals IS
    'The UTC day before which compact has removed data of a source from the lake; a rule that keeps more brings none of them back. '
    'Kept always.';

-- What earlier versions removed is not known: every source with a rule counts as if compact had just applied it.
INSERT INTO warehouse.lake_removals (source, what, before_day)
SELECT DISTINCT ON (s.source, r.what) s.source, r.what, (now() AT TIME ZONE 'UTC')::date - r.days
FROM (
    SELECT source FROM warehouse.event_names
    UNION
    SELECT source FROM warehouse.rejected_counts_minute
    UNION
    SELECT source FROM warehouse.retention WHERE source <> '') AS s
JOIN warehouse.retention AS r ON r.source IN (s.source, '')
ORDER BY s.source, r.what, r.source DESC;

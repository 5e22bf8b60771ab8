CREATE TABLE warehouse.retention (
    source text COLLATE "C" NOT NULL,
    what   text COLLATE "C" NOT NULL CHECK (what IN ('events', 'rejected', 'sessions', 'visitors')),
    days   int              NOT NULL CHECK (days BETWEEN 1 AND 36500),
    PRIMARY KEY (source, what)
);

COMMENT ON TABLE warehouse.retention IS
    'Days for which compact keeps data of a source, '''' for every source without a row. Without any row the data stay.';

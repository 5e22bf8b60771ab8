CREATE TABLE warehouse.path_steps (
    source    text COLLATE "C" NOT NULL,
    day       date             NOT NULL,
    from_path text COLLATE "C" NOT NULL,
    to_path   text COLLATE "C" NOT NULL,
    steps     bigint           NOT NULL,
    PRIMARY KEY (source, day, from_path, to_path)
);

COMMENT ON TABLE warehouse.path_steps IS
    'Page views that follow another in the same session, by the two paths: the 200 most frequent of a UTC day and source, the rest as '
    '(other); 400 days.';

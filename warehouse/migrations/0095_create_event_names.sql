CREATE TABLE warehouse.event_names (
    source text COLLATE "C" NOT NULL,
    name   text COLLATE "C" NOT NULL,
    PRIMARY KEY (source, name)
);

COMMENT ON TABLE warehouse.event_names IS
    'The names of events that the warehouse counts apart, at most 2,000 per source, first come; events of other names count under (other). '
    'Kept always.';

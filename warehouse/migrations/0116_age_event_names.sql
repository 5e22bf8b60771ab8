ALTER TABLE warehouse.event_names ADD COLUMN seen_on date NOT NULL DEFAULT current_date, ADD COLUMN released_on date;
ALTER TABLE warehouse.event_names ALTER COLUMN seen_on DROP DEFAULT;

COMMENT ON TABLE warehouse.event_names IS
    'The names of events that the warehouse counts apart, at most 2,000 per source, first come; events of other names count under (other). '
    'seen_on is the last UTC day on which a merge met the name. A name holds a place for 90 days after it, and none from released_on on; '
    'it counts apart all the same, 400 days after seen_on.';

ALTER TABLE warehouse.dimension_values ADD COLUMN released_on date;

COMMENT ON TABLE warehouse.dimension_values IS
    'The values that dimension_counts_minute tells apart, at most 10,000 per source and dimension, first come; seen_on is the last day on '
    'which a merge met the value. A value holds no place from released_on on; it counts apart all the same. 90 days after seen_on.';

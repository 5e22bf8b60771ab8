CREATE TABLE warehouse.dimension_values (
    seen_on   date             NOT NULL,
    source    text COLLATE "C" NOT NULL,
    dimension text COLLATE "C" NOT NULL,
    value     text COLLATE "C" NOT NULL,
    PRIMARY KEY (source, dimension, value)
) WITH (fillfactor = 80);

COMMENT ON TABLE warehouse.dimension_values IS
    'The values that dimension_counts_minute tells apart, at most 10,000 per source and dimension, first come; seen_on is the last day on '
    'which a merge met the value. 90 days after it.';

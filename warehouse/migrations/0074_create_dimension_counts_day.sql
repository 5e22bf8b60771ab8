CREATE TABLE warehouse.dimension_counts_day (
    dimension  text COLLATE "C" NOT NULL,
    day        date             NOT NULL,
    source     text COLLATE "C" NOT NULL,
    value      text COLLATE "C" NOT NULL,
    currency   text COLLATE "C" NOT NULL,
    events     bigint           NOT NULL,
    page_views bigint           NOT NULL,
    revenue    numeric(28, 4)   NOT NULL,
    PRIMARY KEY (dimension, day, source, value, currency)
);

COMMENT ON TABLE warehouse.dimension_counts_day IS
    'The minutes of dimension_counts_minute added up per UTC day when reprocess computes the day''s sessions: the dimensions page, '
    'product, goal and bot, which sessions do not have. The 500 values with the most events of each day, source and dimension, the rest as '
    '(other); 400 days.';

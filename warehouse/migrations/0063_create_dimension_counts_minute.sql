CREATE TABLE warehouse.dimension_counts_minute (
    bucket     timestamptz      NOT NULL,
    events     bigint           NOT NULL,
    page_views bigint           NOT NULL,
    source     text COLLATE "C" NOT NULL,
    dimension  text COLLATE "C" NOT NULL,
    value      text COLLATE "C" NOT NULL,
    currency   text COLLATE "C" NOT NULL,
    revenue    numeric(28, 4)   NOT NULL,
    PRIMARY KEY (bucket, source, dimension, value, currency)
) PARTITION BY RANGE (bucket);

COMMENT ON TABLE warehouse.dimension_counts_minute IS
    'Events, page views and revenue per minute and value of a dimension, such as page, channel, country or property:plan; value is '''' '
    'for events without one, ''(other)'' beyond the values that dimension_values holds. Bots count in dimension bot only. currency is '''' '
    'without revenue; 90 days, in month partitions.';

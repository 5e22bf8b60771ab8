CREATE TABLE warehouse.session_values (
    dimension   text COLLATE "C" NOT NULL,
    day         date             NOT NULL,
    source      text COLLATE "C" NOT NULL,
    value       text COLLATE "C" NOT NULL,
    sessions    bigint           NOT NULL,
    bounces     bigint           NOT NULL,
    page_views  bigint           NOT NULL,
    conversions bigint           NOT NULL,
    seconds     double precision NOT NULL,
    PRIMARY KEY (dimension, day, source, value)
);

COMMENT ON TABLE warehouse.session_values IS
    'Closed sessions per UTC day, source and value of a dimension, without bots: the 500 values with the most sessions of each day, source '
    'and dimension, the rest as (other); 400 days.';

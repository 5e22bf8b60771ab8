CREATE TABLE warehouse.session_revenue (
    dimension text COLLATE "C" NOT NULL,
    grain     text COLLATE "C" NOT NULL CHECK (grain IN ('hour', 'day')),
    begins_at timestamptz      NOT NULL,
    source    text COLLATE "C" NOT NULL,
    value     text COLLATE "C" NOT NULL,
    currency  text COLLATE "C" NOT NULL,
    sessions  bigint           NOT NULL,
    revenue   numeric(28, 4)   NOT NULL,
    PRIMARY KEY (dimension, grain, begins_at, source, value, currency)
);

COMMENT ON TABLE warehouse.session_revenue IS
    'Revenue of closed sessions per UTC day, source, value of a dimension and currency, and the sessions that brought it, without bots; '
    'per hour too where dimension is empty (all sessions); 400 days.';

-- breakdown and value are '' for all visitors.
CREATE TABLE warehouse.funnel_steps (
    funnel         text COLLATE "C" NOT NULL,
    day            date             NOT NULL,
    source         text COLLATE "C" NOT NULL,
    breakdown      text COLLATE "C" NOT NULL,
    value          text COLLATE "C" NOT NULL,
    step           int              NOT NULL CHECK (step >= 1),
    name           text             NOT NULL,
    visitors       bigint           NOT NULL,
    median_seconds double precision,
    PRIMARY KEY (funnel, day, source, breakdown, value, step)
);

COMMENT ON TABLE warehouse.funnel_steps IS
    'Visitors who began a funnel on a UTC day and reached a step, and the median seconds since the step before; 400 days.';

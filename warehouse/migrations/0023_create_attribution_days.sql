CREATE TABLE warehouse.attribution_days (
    day      date             NOT NULL,
    source   text COLLATE "C" NOT NULL,
    funnel   text COLLATE "C" NOT NULL,
    touch    text COLLATE "C" NOT NULL CHECK (touch IN ('first', 'last')),
    channel  text COLLATE "C" NOT NULL,
    visitors bigint           NOT NULL,
    PRIMARY KEY (day, source, funnel, touch, channel)
);

COMMENT ON TABLE warehouse.attribution_days IS
    'Visitors who completed a funnel that they began on a UTC day, by the channel of their first visit ever and of their last visit of the '
    'day; 400 days.';

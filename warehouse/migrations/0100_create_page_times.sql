CREATE TABLE warehouse.page_times (
    source       text COLLATE "C" NOT NULL,
    day          date             NOT NULL,
    path         text COLLATE "C" NOT NULL,
    views        bigint           NOT NULL,
    milliseconds bigint           NOT NULL,
    PRIMARY KEY (source, day, path)
);

COMMENT ON TABLE warehouse.page_times IS
    'The time from page views to the next one of their session, or to its last event, by path: the 200 most viewed of a UTC day and '
    'source, the rest as (other); views are those that something followed; 400 days.';

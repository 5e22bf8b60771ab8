-- Rows of the newest seconds are updated ten times a second: no index but the key, so that updates stay in the page (HOT).
CREATE TABLE warehouse.event_counts_second (
    bucket             timestamptz      NOT NULL,
    events             bigint           NOT NULL,
    oldest_received_at timestamptz,
    newest_received_at timestamptz,
    source             text COLLATE "C" NOT NULL,
    name               text COLLATE "C" NOT NULL,
    country            text COLLATE "C" NOT NULL,
    device             text COLLATE "C" NOT NULL,
    currency           text COLLATE "C" NOT NULL,
    revenue            numeric(28, 4)   NOT NULL,
    PRIMARY KEY (bucket, source, name, country, device, currency)
) PARTITION BY RANGE (bucket);

COMMENT ON TABLE warehouse.event_counts_second IS
    'Events and revenue per second; 2 days, in day partitions. currency is '''' without revenue.';

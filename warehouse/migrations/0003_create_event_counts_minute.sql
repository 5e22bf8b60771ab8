-- The same rows added up per minute, in the same merge.
CREATE TABLE warehouse.event_counts_minute (
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

COMMENT ON TABLE warehouse.event_counts_minute IS
    'Events and revenue per minute; 400 days, in month partitions. currency is '''' without revenue.';

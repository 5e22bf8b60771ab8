CREATE TABLE warehouse.late_counts_minute (
    bucket             timestamptz      NOT NULL,
    source             text COLLATE "C" NOT NULL,
    name               text COLLATE "C" NOT NULL,
    events             bigint           NOT NULL,
    newest_received_at timestamptz,
    PRIMARY KEY (bucket, source, name)
) WITH (fillfactor = 70);

COMMENT ON TABLE warehouse.late_counts_minute IS
    'Events older than the seconds kept, by the minute in which they occurred: they are in event_counts_minute alone. 90 days after the '
    'newest arrived.';

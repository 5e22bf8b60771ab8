-- events and revenue are what is added to the live row, live_events what the copy held (0 without a row).
CREATE UNLOGGED TABLE staging.count_changes (
    run_id             text COLLATE "C" NOT NULL,
    kind               text COLLATE "C" NOT NULL,
    bucket             timestamptz      NOT NULL,
    events             bigint           NOT NULL,
    live_events        bigint           NOT NULL,
    oldest_received_at timestamptz,
    newest_received_at timestamptz,
    source             text COLLATE "C" NOT NULL,
    name               text COLLATE "C" NOT NULL,
    country            text COLLATE "C" NOT NULL,
    device             text COLLATE "C" NOT NULL,
    currency           text COLLATE "C" NOT NULL,
    revenue            numeric(28, 4)   NOT NULL
);

COMMENT ON TABLE staging.count_changes IS 'The rows in which lake and live copy differ: what apply_day adds.';

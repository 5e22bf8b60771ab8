-- kind names the table: second, minute, late or rejected; name holds the code of rejected events, and unused keys are ''.
CREATE UNLOGGED TABLE staging.live_counts (
    run_id             text COLLATE "C" NOT NULL,
    kind               text COLLATE "C" NOT NULL,
    bucket             timestamptz      NOT NULL,
    events             bigint           NOT NULL,
    oldest_received_at timestamptz,
    newest_received_at timestamptz,
    source             text COLLATE "C" NOT NULL,
    name               text COLLATE "C" NOT NULL,
    country            text COLLATE "C" NOT NULL,
    device             text COLLATE "C" NOT NULL,
    currency           text COLLATE "C" NOT NULL,
    revenue            numeric(28, 4)   NOT NULL
);

COMMENT ON TABLE staging.live_counts IS
    'A copy of the live rows of the day that reprocess corrects, from the same snapshot as the ledger positions.';

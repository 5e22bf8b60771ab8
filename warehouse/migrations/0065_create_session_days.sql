CREATE TABLE warehouse.session_days (
    day         date             NOT NULL,
    source      text COLLATE "C" NOT NULL,
    replaced_at timestamptz      NOT NULL,
    PRIMARY KEY (day, source)
);

COMMENT ON TABLE warehouse.session_days IS
    'UTC days whose sessions reprocess has computed, per source: of these warehouse.sessions is exact, of the others live_sessions holds '
    'what the stream saw; 400 days.';

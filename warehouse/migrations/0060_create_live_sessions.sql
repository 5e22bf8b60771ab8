-- Rows are updated at every event of their session: no index on what changes, and room in the page, so that updates stay in it (HOT).
-- The order columns hold the event that a value is of: its time in 16 digits of microseconds, then its event_id. The texts compare like
-- (time, event_id), so a merge keeps the lesser or the greater one and its value.
CREATE TABLE warehouse.live_sessions (
    started_at      timestamptz      NOT NULL,
    last_at         timestamptz      NOT NULL,
    events          int              NOT NULL,
    page_views      int              NOT NULL,
    actions         int              NOT NULL,
    conversions     int              NOT NULL,
    is_bot          boolean          NOT NULL,
    source          text COLLATE "C" NOT NULL,
    session_id      text COLLATE "C" NOT NULL,
    user_key        text COLLATE "C" NOT NULL,
    user_id         text COLLATE "C",
    entry_path      text,
    exit_path       text,
    referrer_domain text,
    channel         text,
    utm_source      text,
    utm_medium      text,
    utm_campaign    text,
    utm_term        text,
    utm_content     text,
    country         text,
    region          text,
    city            text,
    device          text,
    os              text,
    browser         text,
    locale          text,
    app_version     text,
    revenue         jsonb            NOT NULL DEFAULT '{}',
    first_order     text COLLATE "C" NOT NULL,
    visitor_order   text COLLATE "C",
    user_order      text COLLATE "C",
    entry_order     text COLLATE "C",
    exit_order      text COLLATE "C",
    PRIMARY KEY (source, session_id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

CREATE INDEX live_sessions_started_at ON warehouse.live_sessions (started_at);

COMMENT ON TABLE warehouse.live_sessions IS
    'Sessions as the stream sees them, within a second or two; duplicates of events count until reprocess writes the day to sessions. '
    'user_key is the visitor of the first event that has one, actions are events that are neither page view nor identify, conversions are '
    'events that a goal names; 60 days, or until two days after the last event once reprocess has computed the day.';

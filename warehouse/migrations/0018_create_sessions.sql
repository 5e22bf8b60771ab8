CREATE TABLE warehouse.sessions (
    day             date             NOT NULL,
    source          text COLLATE "C" NOT NULL,
    session_id      text COLLATE "C" NOT NULL,
    user_key        text COLLATE "C" NOT NULL,
    user_id         text COLLATE "C",
    started_at      timestamptz      NOT NULL,
    last_at         timestamptz      NOT NULL,
    events          int              NOT NULL,
    page_views      int              NOT NULL,
    conversions     int              NOT NULL,
    is_bounce       boolean          NOT NULL,
    is_bot          boolean          NOT NULL,
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
    revenue         jsonb            NOT NULL DEFAULT '{}',
    PRIMARY KEY (day, source, session_id)
);

COMMENT ON TABLE warehouse.sessions IS
    'Sessions by the UTC day on which they began, computed by reprocess from the lake. user_key is the visitor (anonymous_id, else '
    'user_id), channel the way of acquisition, revenue an amount per currency; 60 days.';

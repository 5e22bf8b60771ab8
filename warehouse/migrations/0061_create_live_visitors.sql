CREATE TABLE warehouse.live_visitors (
    first_at timestamptz      NOT NULL,
    source   text COLLATE "C" NOT NULL,
    user_key text COLLATE "C" NOT NULL,
    PRIMARY KEY (source, user_key)
) WITH (fillfactor = 90);

CREATE INDEX live_visitors_first_at ON warehouse.live_visitors (first_at);

COMMENT ON TABLE warehouse.live_visitors IS
    'The first event of each visitor (anonymous_id, else user_id), without bots: those with first_at in a range are its new visitors; 400 '
    'days.';

CREATE TABLE warehouse.dead_letters (
    query        text COLLATE "C" NOT NULL,
    topic        text COLLATE "C" NOT NULL,
    topic_id     text COLLATE "C" NOT NULL,
    partition    int              NOT NULL,
    "offset"     bigint           NOT NULL,
    reason       text             NOT NULL,
    value        bytea,
    put_aside_at timestamptz      NOT NULL DEFAULT now(),
    PRIMARY KEY (query, topic_id, topic, partition, "offset")
);

COMMENT ON TABLE warehouse.dead_letters IS
    'Messages that a query''s sink refuses one by one: their place in Kafka, their bytes and what the sink said. The query goes on without '
    'them; 90 days.';

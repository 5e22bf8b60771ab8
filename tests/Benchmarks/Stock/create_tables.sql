CREATE SCHEMA stock;

CREATE TABLE stock.event_counts (
    bucket             timestamptz NOT NULL,
    name               text        NOT NULL,
    country            text        NOT NULL,
    device             text        NOT NULL,
    events             bigint      NOT NULL,
    revenue            numeric(28,4),
    newest_received_at timestamptz NOT NULL,
    PRIMARY KEY (bucket, name, country, device)
);

CREATE TABLE stock.staging (LIKE stock.event_counts);

-- Adds one batch of live rows to the warehouse and moves the ledger, in the caller's transaction.
-- rows: [{"s": bucket, epoch seconds, "o": source, "n": name, "c": country, "d": device, "u": currency,
--         "x": rejection code or "", "e": events, "r": revenue, "a"/"b": oldest/newest received_at, epoch ms}, ..]
-- Every target is written in the order of its key, so that merges never wait for each other in a circle.
CREATE OR REPLACE FUNCTION warehouse.merge_live_metrics(rows text, batch text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
DECLARE
    about jsonb := batch::jsonb;
    kept bigint := extract(epoch FROM kept_since('event_counts_second'));
    counted bigint;
    oldest double precision;
    newest double precision;
BEGIN
    PERFORM move_ledger(about);

    WITH row AS MATERIALIZED (
        SELECT s, s - ((s % 60) + 60) % 60 AS minute, coalesce(o, '') AS source, coalesce(n, '') AS name, coalesce(c, '') AS country,
            coalesce(d, '') AS device, coalesce(u, '') AS currency, coalesce(x, '') AS code, e, coalesce(r, 0) AS r, a, b
        FROM json_to_recordset(unwrap_rows(rows)) AS (s bigint, o text COLLATE "C", n text COLLATE "C", c text COLLATE "C",
            d text COLLATE "C", u text COLLATE "C", x text COLLATE "C", e int, r numeric, a bigint, b bigint)),
    second AS (
        INSERT INTO event_counts_second AS t
            (bucket, source, name, country, device, currency, events, revenue, oldest_received_at, newest_received_at)
        SELECT to_timestamp(s), source, name, country, device, currency, sum(e), sum(r),
            to_timestamp(min(a) / 1000.0::float8), to_timestamp(max(b) / 1000.0::float8)
        FROM row WHERE code = '' AND s >= kept
        GROUP BY s, source, name, country, device, currency
        ORDER BY s, source, name, country, device, currency
        ON CONFLICT (bucket, source, name, country, device, currency) DO UPDATE SET
            events = t.events + excluded.events,
            revenue = t.revenue + excluded.revenue,
            oldest_received_at = least(t.oldest_received_at, excluded.oldest_received_at),
            newest_received_at = greatest(t.newest_received_at, excluded.newest_received_at)),
    minute AS (
        INSERT INTO event_counts_minute AS t
            (bucket, source, name, country, device, currency, events, revenue, oldest_received_at, newest_received_at)
        SELECT to_timestamp(minute), source, name, country, device, currency, sum(e), sum(r),
            to_timestamp(min(a) / 1000.0::float8), to_timestamp(max(b) / 1000.0::float8)
        FROM row WHERE code = ''
        GROUP BY minute, source, name, country, device, currency
        ORDER BY minute, source, name, country, device, currency
        ON CONFLICT (bucket, source, name, country, device, currency) DO UPDATE SET
            events = t.events + excluded.events,
            revenue = t.revenue + excluded.revenue,
            oldest_received_at = least(t.oldest_received_at, excluded.oldest_received_at),
            newest_received_at = greatest(t.newest_received_at, excluded.newest_received_at)),
    late AS (
        INSERT INTO late_counts_minute AS t (bucket, source, name, events, newest_received_at)
        SELECT to_timestamp(minute), source, name, sum(e), to_timestamp(max(b) / 1000.0::float8)
        FROM row WHERE code = '' AND s < kept
        GROUP BY minute, source, name
        ORDER BY minute, source, name
        ON CONFLICT (bucket, source, name) DO UPDATE SET
            events = t.events + excluded.events,
            newest_received_at = greatest(t.newest_received_at, excluded.newest_received_at)),
    rejected AS (
        INSERT INTO rejected_counts_minute AS t (bucket, source, code, events)
        SELECT to_timestamp(coalesce(minute, 0)), source, code, sum(e)
        FROM row WHERE code <> ''
        GROUP BY coalesce(minute, 0), source, code
        ORDER BY coalesce(minute, 0), source, code
        ON CONFLICT (bucket, source, code) DO UPDATE SET events = t.events + excluded.events)
    SELECT sum(e), min(a), max(b) INTO counted, oldest, newest FROM row WHERE code = '';

    PERFORM record_batch(about, counted, to_timestamp(oldest / 1000), to_timestamp(newest / 1000));
END $$;

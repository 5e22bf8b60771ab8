-- Adds one batch of live rows to the warehouse and moves the ledger, in the caller's transaction.
-- rows: a JSON array of contracts/LiveMetricsRow; second and received times are Unix time, code is '' for events.
-- A name that is not registered, and for which there is no room, counts as (other).
-- Writes every target in the order of its key, so that concurrent merges cannot deadlock.
CREATE OR REPLACE FUNCTION warehouse.merge_live_metrics(rows text, batch text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
DECLARE
    about jsonb := batch::jsonb;
    kept bigint := extract(epoch FROM kept_since('event_counts_second'));
    counted bigint;
    earliest timestamptz;
    latest timestamptz;
    rest json;
BEGIN
    PERFORM move_ledger(about);

    WITH met AS MATERIALIZED (
        SELECT coalesce(second, missing_member('second')) AS second, second - ((second % 60) + 60) % 60 AS minute,
            coalesce(r.source, '') AS source, coalesce(r.name, '') AS name, coalesce(country, '') AS country,
            coalesce(device, '') AS device, coalesce(currency, '') AS currency, coalesce(code, '') AS code,
            coalesce(events, missing_member('events')) AS events, coalesce(revenue, 0) AS revenue, e.name IS NOT NULL AS is_known,
            coalesce(e.seen_on < (now() AT TIME ZONE 'UTC')::date, r.name <> '(other)', true) AS is_due,
            to_timestamp(oldest_received_ms / 1000.0::float8) AS oldest, to_timestamp(newest_received_ms / 1000.0::float8) AS newest
        FROM json_to_recordset(unwrap_rows(rows)) AS r (second bigint, source text COLLATE "C", name text COLLATE "C",
            country text COLLATE "C", device text COLLATE "C", currency text COLLATE "C", code text COLLATE "C", events int,
            revenue numeric, oldest_received_ms bigint, newest_received_ms bigint)
        LEFT JOIN event_names AS e ON e.source = coalesce(r.source, '') AND e.name = coalesce(r.name, '')),
    -- As register_names(), in the same statement: this is the merge that must be fast.
    -- Counts each source's names once: counted for each name, a batch of unknown ones takes seconds.
    fresh AS MATERIALIZED (SELECT DISTINCT source, name, is_known FROM met WHERE is_due AND code = ''),
    registry AS MATERIALIZED (
        SELECT source, (SELECT count(*) FROM event_names AS e WHERE e.source = f.source AND holds_place(e.seen_on, e.released_on)) AS size
        FROM fresh AS f WHERE NOT is_known GROUP BY source),
    registered AS (INSERT INTO event_names AS t (source, name, seen_on) SELECT source, name, (now() AT TIME ZONE 'UTC')::date FROM (
            SELECT *, row_number() OVER (PARTITION BY source, is_known ORDER BY name) + size AS place
            FROM fresh LEFT JOIN registry USING (source)) AS r
        WHERE is_known OR place <= name_limit() ORDER BY source, name
        ON CONFLICT (source, name) DO UPDATE SET seen_on = greatest(t.seen_on, excluded.seen_on) RETURNING source, name),
    live AS MATERIALIZED (
        SELECT second, minute, m.source, CASE WHEN is_known THEN m.name ELSE coalesce(g.name, '(other)') END AS name, country, device,
            currency, code, events, revenue, oldest, newest
        FROM met AS m LEFT JOIN registered AS g ON g.source = m.source AND g.name = m.name),
    second AS (
        INSERT INTO event_counts_second AS t
            (bucket, source, name, country, device, currency, events, revenue, oldest_received_at, newest_received_at)
        SELECT to_timestamp(second), source, name, country, device, currency, sum(events), sum(revenue), min(oldest), max(newest)
        FROM live WHERE code = '' AND second >= kept
        GROUP BY second, source, name, country, device, currency ORDER BY second, source, name, country, device, currency
        ON CONFLICT (bucket, source, name, country, device, currency) DO UPDATE SET
            events = t.events + excluded.events, revenue = t.revenue + excluded.revenue,
            oldest_received_at = least(t.oldest_received_at, excluded.oldest_received_at),
            newest_received_at = greatest(t.newest_received_at, excluded.newest_received_at)),
    minute AS (
        INSERT INTO event_counts_minute AS t
            (bucket, source, name, country, device, currency, events, revenue, oldest_received_at, newest_received_at)
        SELECT to_timestamp(minute), source, name, country, device, currency, sum(events), sum(revenue), min(oldest), max(newest)
        FROM live WHERE code = ''
        GROUP BY minute, source, name, country, device, currency ORDER BY minute, source, name, country, device, currency
        ON CONFLICT (bucket, source, name, country, device, currency) DO UPDATE SET
            events = t.events + excluded.events, revenue = t.revenue + excluded.revenue,
            oldest_received_at = least(t.oldest_received_at, excluded.oldest_received_at),
            newest_received_at = greatest(t.newest_received_at, excluded.newest_received_at))
    SELECT sum(events) FILTER (WHERE code = ''), min(oldest) FILTER (WHERE code = ''), max(newest) FILTER (WHERE code = ''),
        json_agg(live) FILTER (WHERE code <> '' OR second < kept) INTO counted, earliest, latest, rest FROM live;

    PERFORM add_late_and_rejected(rest) WHERE rest IS NOT NULL;
    PERFORM record_batch(about, counted, earliest, latest);
END $$;

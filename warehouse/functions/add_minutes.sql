-- Adds the events and the rejected rows of one batch to their minutes, in the caller's transaction. rows: contracts/SessionsRow.
-- Writes every target in the order of its key, and minutes before rejected rows, as merge_live_metrics() does, so that concurrent merges
-- cannot deadlock. The last target counts the one before it, since PostgreSQL runs the parts of a statement in any order.
CREATE OR REPLACE FUNCTION warehouse.add_minutes(rows json) RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM register_names(array_agg(source), array_agg(name))
    FROM (
        SELECT DISTINCT coalesce(source, '') AS source, coalesce(value, '') AS name
        FROM json_to_recordset(rows) AS (source text COLLATE "C", dimension text, value text COLLATE "C")
        WHERE dimension = 'event') AS met;

    WITH row AS MATERIALIZED (
        SELECT dimension, coalesce(minute, missing_member('minute')) AS minute, coalesce(r.source, '') AS source,
            CASE WHEN dimension = 'event' AND e.name IS NULL THEN '(other)' ELSE coalesce(value, '') END AS value,
            coalesce(event_country, '') AS country, coalesce(event_device, '') AS device, coalesce(currency, '') AS currency,
            coalesce(events, missing_member('events')) AS events, coalesce(revenue, 0) AS revenue, oldest_received_ms, newest_received_ms
        FROM json_to_recordset(rows) AS r (dimension text, minute bigint, source text COLLATE "C", value text COLLATE "C",
            event_country text COLLATE "C", event_device text COLLATE "C", currency text COLLATE "C", events int, revenue numeric,
            oldest_received_ms bigint, newest_received_ms bigint)
        LEFT JOIN event_names AS e ON e.source = coalesce(r.source, '') AND e.name = coalesce(r.value, '')
        WHERE dimension IN ('event', 'rejected')),
    counted AS (
        INSERT INTO event_counts_minute AS t
            (bucket, source, name, country, device, currency, events, revenue, oldest_received_at, newest_received_at)
        SELECT to_timestamp(minute), source, value, country, device, currency, sum(events), sum(revenue),
            to_timestamp(min(oldest_received_ms) / 1000.0::float8), to_timestamp(max(newest_received_ms) / 1000.0::float8)
        FROM row WHERE dimension = 'event'
        GROUP BY minute, source, value, country, device, currency
        ORDER BY minute, source, value, country, device, currency
        ON CONFLICT (bucket, source, name, country, device, currency) DO UPDATE SET
            events = t.events + excluded.events,
            revenue = t.revenue + excluded.revenue,
            oldest_received_at = least(t.oldest_received_at, excluded.oldest_received_at),
            newest_received_at = greatest(t.newest_received_at, excluded.newest_received_at)
        RETURNING 1)
    INSERT INTO rejected_counts_minute AS t (bucket, source, code, events)
    SELECT to_timestamp(minute), source, value, sum(events)
    FROM row WHERE dimension = 'rejected' AND (SELECT count(*) FROM counted) >= 0
    GROUP BY minute, source, value
    ORDER BY minute, source, value
    ON CONFLICT (bucket, source, code) DO UPDATE SET events = t.events + excluded.events;
END $$;

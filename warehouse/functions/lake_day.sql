-- Returns what the lake holds of the staged day, one row per row of the live tables; kinds as in staging.live_counts.
-- Names that are not registered are (other), as in the live tables.
-- A task that Spark repeats writes its rows again: equal keys of staging.lake_counts are one row, never two.
CREATE OR REPLACE FUNCTION warehouse.lake_day(run_id text, with_seconds boolean)
RETURNS TABLE (kind text, bucket timestamptz, source text, name text, country text, device text, currency text, events bigint,
    revenue numeric, oldest_received_at timestamptz, newest_received_at timestamptz)
LANGUAGE sql STABLE SET search_path = warehouse, pg_temp AS $$
    WITH key AS (
        SELECT c.second, c.second - ((c.second % 60) + 60) % 60 AS minute, c.source, c.name, c.country, c.device, c.currency, c.code,
            c.is_late, c.in_seconds, max(c.events) AS events, coalesce(max(c.revenue), 0) AS revenue,
            max(c.oldest_received_ms) AS oldest_received_ms, max(c.newest_received_ms) AS newest_received_ms
        FROM staging.lake_counts AS c
        WHERE c.run_id = lake_day.run_id
        GROUP BY c.second, c.source, c.name, c.country, c.device, c.currency, c.code, c.is_late, c.in_seconds),
    row AS MATERIALIZED (
        SELECT second, minute, k.source, coalesce(e.name, '(other)') AS name, country, device, currency, code, is_late, in_seconds, k.events,
            revenue, k.oldest_received_ms, k.newest_received_ms
        FROM key AS k LEFT JOIN event_names AS e ON e.source = k.source AND e.name = k.name)
    SELECT 'minute', to_timestamp(minute), source, name, country, device, currency, sum(events)::bigint, sum(revenue),
        to_timestamp(min(oldest_received_ms) / 1000.0::float8), to_timestamp(max(newest_received_ms) / 1000.0::float8)
    FROM row WHERE code = ''
    GROUP BY minute, source, name, country, device, currency
    UNION ALL
    SELECT 'second', to_timestamp(second), source, name, country, device, currency, sum(events)::bigint, sum(revenue),
        to_timestamp(min(oldest_received_ms) / 1000.0::float8), to_timestamp(max(newest_received_ms) / 1000.0::float8)
    FROM row WHERE code = '' AND in_seconds AND with_seconds
    GROUP BY second, source, name, country, device, currency
    UNION ALL
    SELECT 'late', to_timestamp(minute), source, name, '', '', '', sum(events)::bigint, 0, NULL,
        to_timestamp(max(newest_received_ms) / 1000.0::float8)
    FROM row WHERE code = '' AND is_late
    GROUP BY minute, source, name
    HAVING to_timestamp(max(newest_received_ms) / 1000.0::float8) >= kept_since('late_counts_minute')
    UNION ALL
    SELECT 'rejected', to_timestamp(minute), source, code, '', '', '', sum(events)::bigint, 0, NULL, NULL
    FROM row WHERE code <> '' AND to_timestamp(minute) >= kept_since('rejected_counts_minute')
    GROUP BY minute, source, code
$$;

-- Adds the rows in which lake and live copy differ in one hour to staging.count_changes; kinds as in staging.live_counts.
-- Returns their number.
CREATE OR REPLACE FUNCTION warehouse.compare_hour(run_id text, from_at timestamptz) RETURNS bigint
LANGUAGE plpgsql SET search_path = warehouse, pg_temp AS $$
#variable_conflict use_column
DECLARE
    to_at constant timestamptz := from_at + interval '1 hour';
    changes bigint;
BEGIN
    WITH row AS MATERIALIZED (
        SELECT * FROM lake_counts_between(compare_hour.run_id, extract(epoch FROM from_at)::bigint, extract(epoch FROM to_at)::bigint)),
    side AS (
        SELECT 'second' AS kind, to_timestamp(second) AS bucket, source, name, country, device, currency, events AS lake,
            revenue AS lake_revenue, oldest_ms, newest_ms,
            0 AS live, 0 AS live_revenue, NULL::timestamptz AS live_oldest, NULL::timestamptz AS live_newest
        FROM row WHERE kind = 'second'
        UNION ALL
        SELECT 'minute', to_timestamp(minute), source, name, country, device, currency, sum(events), sum(revenue), min(oldest_ms),
            max(newest_ms),
            0, 0, NULL, NULL
        FROM row WHERE kind <> 'rejected'
        GROUP BY minute, source, name, country, device, currency
        UNION ALL
        SELECT 'late', to_timestamp(minute), source, name, '', '', '', sum(events), 0, NULL, max(newest_ms), 0, 0, NULL, NULL
        FROM row WHERE kind = 'late'
        GROUP BY minute, source, name
        HAVING to_timestamp(max(newest_ms) / 1000.0::float8) >= kept_since('late_counts_minute')
        UNION ALL
        SELECT 'rejected', to_timestamp(minute), source, name, '', '', '', sum(events), 0, NULL, NULL, 0, 0, NULL, NULL
        FROM row WHERE kind = 'rejected' AND to_timestamp(minute) >= kept_since('rejected_counts_minute')
        GROUP BY minute, source, name
        UNION ALL
        SELECT kind, bucket, source, name, country, device, currency, 0, 0, NULL, NULL, events, revenue, oldest_received_at,
            newest_received_at
        FROM staging.live_counts
        WHERE run_id = compare_hour.run_id AND bucket >= from_at AND bucket < to_at)
    INSERT INTO staging.count_changes (run_id, kind, bucket, source, name, country, device, currency, events, revenue, live_events,
        oldest_received_at, newest_received_at)
    SELECT compare_hour.run_id, kind, bucket, source, name, country, device, currency, sum(lake) - sum(live),
        sum(lake_revenue) - sum(live_revenue), sum(live),
        to_timestamp(min(oldest_ms) / 1000.0::float8), to_timestamp(max(newest_ms) / 1000.0::float8)
    FROM side
    GROUP BY kind, bucket, source, name, country, device, currency
    HAVING sum(lake) <> sum(live) OR sum(lake_revenue) <> sum(live_revenue)
        OR to_timestamp(min(oldest_ms) / 1000.0::float8) IS DISTINCT FROM min(live_oldest)
        OR to_timestamp(max(newest_ms) / 1000.0::float8) IS DISTINCT FROM max(live_newest)
    ORDER BY bucket;
    GET DIAGNOSTICS changes = ROW_COUNT;
    RETURN changes;
END $$;

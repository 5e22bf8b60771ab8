-- Computes what apply_day() has to add: lake less live copy, in staging, without a lock on any other table.
-- Returns the number of rows that change.
CREATE OR REPLACE FUNCTION warehouse.compare_day(run_id text, day date, with_seconds boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp SET timezone = 'UTC' SET work_mem = '64MB' AS $$
#variable_conflict use_column
DECLARE
    changes bigint;
BEGIN
    ANALYZE staging.lake_counts, staging.live_counts;

    PERFORM register_names(array_agg(source), array_agg(name))
    FROM (
        SELECT DISTINCT c.source, c.name
        FROM staging.lake_counts AS c
        WHERE c.run_id = compare_day.run_id AND c.code = '') AS met;

    INSERT INTO staging.count_changes (run_id, kind, bucket, source, name, country, device, currency, events, revenue, live_events,
        oldest_received_at, newest_received_at)
    SELECT compare_day.run_id, kind, bucket, source, name, country, device, currency, sum(lake) - sum(live),
        sum(lake_revenue) - sum(live_revenue), sum(live), min(lake_oldest), max(lake_newest)
    FROM (
        SELECT kind, bucket, source, name, country, device, currency, events AS lake, 0 AS live, revenue AS lake_revenue, 0 AS live_revenue,
            oldest_received_at AS lake_oldest, newest_received_at AS lake_newest,
            NULL::timestamptz AS live_oldest, NULL::timestamptz AS live_newest
        FROM lake_day(compare_day.run_id, with_seconds)
        UNION ALL
        SELECT kind, bucket, source, name, country, device, currency, 0, events, 0, revenue, NULL, NULL, oldest_received_at, newest_received_at
        FROM staging.live_counts
        WHERE run_id = compare_day.run_id) AS side
    GROUP BY kind, bucket, source, name, country, device, currency
    HAVING sum(lake) <> sum(live) OR sum(lake_revenue) <> sum(live_revenue)
        OR min(lake_oldest) IS DISTINCT FROM min(live_oldest) OR max(lake_newest) IS DISTINCT FROM max(live_newest);
    GET DIAGNOSTICS changes = ROW_COUNT;

    PERFORM compare_names(compare_day.run_id, compare_day.day);
    ANALYZE staging.count_changes;
    RETURN changes;
END $$;

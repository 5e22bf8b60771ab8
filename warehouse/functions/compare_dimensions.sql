-- Adds the rows of dimensions in which lake and live copy differ in one hour to staging.count_changes. Returns their number.
CREATE OR REPLACE FUNCTION warehouse.compare_dimensions(run_id text, from_at timestamptz) RETURNS bigint
LANGUAGE plpgsql SET search_path = warehouse, pg_temp AS $$
#variable_conflict use_column
DECLARE
    to_at constant timestamptz := from_at + interval '1 hour';
    changes bigint;
BEGIN
    WITH side AS (
        SELECT to_timestamp(minute) AS bucket, source, dimension, value, currency, events, page_views, revenue, 0 AS live
        FROM lake_dimensions_between(compare_dimensions.run_id, extract(epoch FROM from_at)::bigint, extract(epoch FROM to_at)::bigint)
        UNION ALL
        SELECT bucket, source, dimension, value, currency, -events, -page_views, -revenue, events
        FROM staging.live_dimensions
        WHERE run_id = compare_dimensions.run_id AND bucket >= from_at AND bucket < to_at)
    INSERT INTO staging.count_changes (run_id, kind, bucket, source, dimension, name, country, device, currency, events, page_views,
        revenue, live_events)
    SELECT compare_dimensions.run_id, 'dimension', bucket, source, dimension, value, '', '', currency, sum(events), sum(page_views),
        sum(revenue), sum(live)
    FROM side
    GROUP BY bucket, source, dimension, value, currency
    HAVING sum(events) <> 0 OR sum(page_views) <> 0 OR sum(revenue) <> 0
    ORDER BY bucket;
    GET DIAGNOSTICS changes = ROW_COUNT;
    RETURN changes;
END $$;

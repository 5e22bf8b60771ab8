-- Adds the staged changes of dimensions of a range of one day to the live rows, for add_changes(), which says more.
-- Rows of a day that is no longer kept are left alone: the next upkeep removes them.
CREATE OR REPLACE FUNCTION warehouse.add_dimension_changes(run_id text, from_at timestamptz, to_at timestamptz) RETURNS bigint
LANGUAGE plpgsql SET search_path = warehouse, pg_temp SET timezone = 'UTC' SET jit = off
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    changed bigint;
BEGIN
    IF date_trunc('day', from_at, 'UTC') < kept_since('dimension_counts_minute') THEN
        RETURN 0;
    END IF;

    EXECUTE $merge$
        MERGE INTO dimension_counts_minute AS t
        USING (SELECT * FROM staging.count_changes WHERE run_id = $1 AND kind = 'dimension' AND bucket >= $2 AND bucket < $3) AS c
        ON t.bucket >= $2 AND t.bucket < $3 AND t.bucket = c.bucket AND t.source = c.source AND t.dimension = c.dimension
            AND t.value = c.name AND t.currency = c.currency
        WHEN MATCHED AND t.events + c.events <= 0 THEN DELETE
        WHEN MATCHED THEN UPDATE SET
            events = t.events + c.events,
            page_views = t.page_views + c.page_views,
            revenue = t.revenue + c.revenue
        WHEN NOT MATCHED AND c.events > 0 THEN
            INSERT (bucket, source, dimension, value, currency, events, page_views, revenue)
            VALUES (c.bucket, c.source, c.dimension, c.name, c.currency, c.events, c.page_views, c.revenue)
        $merge$ USING run_id, from_at, to_at;
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed;
END $$;

-- Copies the live rows of dimensions of a range of one day to staging, for copy_live_day(). Of goals and properties of events only those
-- that the run counts: rows of others stay as they are. goals: names; properties: source:property.
CREATE OR REPLACE FUNCTION warehouse.copy_live_dimensions(run_id text, from_at timestamptz, to_at timestamptz, only_source text,
    goals text[], properties text[]) RETURNS void
LANGUAGE sql SET search_path = warehouse, pg_temp AS $$
    INSERT INTO staging.live_dimensions (run_id, bucket, source, dimension, value, currency, events, page_views, revenue)
    SELECT copy_live_dimensions.run_id, m.bucket, m.source, m.dimension, m.value, m.currency, m.events, m.page_views, m.revenue
    FROM dimension_counts_minute AS m
    WHERE m.bucket >= from_at AND m.bucket < to_at AND m.source = coalesce(only_source, m.source)
        AND CASE
            WHEN m.dimension = 'goal' THEN m.value = ANY (goals)
            WHEN m.dimension LIKE 'property:%' THEN m.source || substr(m.dimension, length('property:')) = ANY (properties)
            ELSE true
        END
$$;

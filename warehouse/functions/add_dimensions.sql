-- Adds the counts of dimensions of one batch, in the caller's transaction. rows: contracts/SessionsRow.
-- Registers the values that it meets for the first time and that judge_values() counts apart. Further values count as (other), so sums are
-- exact. Of two merges at once both may register the last value.
-- Writes every target in the order of its key, so that concurrent merges cannot deadlock.
CREATE OR REPLACE FUNCTION warehouse.add_dimensions(rows json) RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
#variable_conflict use_column
BEGIN
    WITH row AS MATERIALIZED (
        SELECT coalesce(minute, missing_member('minute')) AS minute, coalesce(source, '') AS source, dimension,
            coalesce(value, '') AS value,
            coalesce(currency, '') AS currency, sum(coalesce(events, missing_member('events'))) AS events,
            sum(coalesce(page_views, 0)) AS page_views, sum(coalesce(revenue, 0)) AS revenue
        FROM json_to_recordset(rows) AS (minute bigint, source text COLLATE "C", dimension text COLLATE "C", value text COLLATE "C",
            currency text COLLATE "C", events int, page_views int, revenue numeric)
        WHERE coalesce(dimension, missing_member('dimension')::text) NOT IN ('session', 'event', 'rejected')
        GROUP BY 1, 2, 3, 4, 5),
    judged AS MATERIALIZED (
        SELECT j.source COLLATE "C" AS source, j.dimension COLLATE "C" AS dimension, j.value COLLATE "C" AS value, j.seen_on,
            j.is_told_apart
        FROM (SELECT array_agg(source) AS sources, array_agg(dimension) AS dimensions, array_agg(value) AS texts FROM row) AS met,
            judge_values(met.sources, met.dimensions, met.texts) AS j),
    registered AS (
        INSERT INTO dimension_values AS t (source, dimension, value, seen_on)
        SELECT source, dimension, value, current_date
        FROM judged WHERE is_told_apart AND coalesce(seen_on < current_date, true)
        ORDER BY source, dimension, value
        ON CONFLICT (source, dimension, value) DO UPDATE SET seen_on = greatest(t.seen_on, excluded.seen_on))
    INSERT INTO dimension_counts_minute AS t (bucket, source, dimension, value, currency, events, page_views, revenue)
    SELECT to_timestamp(minute), source, dimension, told.value, currency, sum(events), sum(page_views), sum(revenue)
    FROM row AS r JOIN judged AS j USING (source, dimension, value),
        LATERAL (SELECT CASE WHEN is_told_apart THEN j.value ELSE '(other)' END AS value) AS told
    GROUP BY minute, source, dimension, told.value, currency
    ORDER BY minute, source, dimension, told.value, currency
    ON CONFLICT (bucket, source, dimension, value, currency) DO UPDATE SET
        events = t.events + excluded.events,
        page_views = t.page_views + excluded.page_views,
        revenue = t.revenue + excluded.revenue;
END $$;

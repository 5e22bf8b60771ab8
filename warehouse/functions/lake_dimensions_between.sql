-- Returns the staged sums of the dimensions of the lake of a range of minutes, one row for each.
-- Values that compare_values() does not count apart are (other), as in the live table.
-- A task that Spark repeats writes its rows again: equal parts of a minute are one, never two.
CREATE OR REPLACE FUNCTION warehouse.lake_dimensions_between(run_id text, from_second bigint, to_second bigint)
RETURNS TABLE (minute bigint, source text, dimension text, value text, currency text, events bigint, page_views bigint, revenue numeric)
LANGUAGE sql STABLE SET search_path = warehouse, pg_temp AS $$
    SELECT p.minute, d.source COLLATE "C", d.dimension COLLATE "C",
        CASE WHEN v.value IS NULL THEN '(other)' ELSE d.value END COLLATE "C",
        d.currency COLLATE "C", d.events, d.page_views, d.revenue
    FROM (
        SELECT DISTINCT ON (s.minute, s.part) s.*
        FROM staging.lake_dimensions AS s
        WHERE s.run_id = lake_dimensions_between.run_id AND s.minute >= from_second AND s.minute < to_second
        ORDER BY s.minute, s.part) AS p
    CROSS JOIN unnest(p.sources, p.dimensions, p.values, p.currencies, p.events, p.page_views, p.revenues)
        AS d (source, dimension, value, currency, events, page_views, revenue)
    LEFT JOIN staging.lake_values AS v ON v.run_id = lake_dimensions_between.run_id AND v.source = d.source COLLATE "C"
        AND v.dimension = d.dimension COLLATE "C" AND v.value = d.value COLLATE "C"
$$;

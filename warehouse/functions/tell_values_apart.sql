-- Returns the distinct values of dimensions, and whether they are counted apart: registered ones (with seen_on), and new ones while there
-- is room, of one call the lesser texts first. Further values count as (other). The caller registers the new ones.
CREATE OR REPLACE FUNCTION warehouse.tell_values_apart(sources text[], dimensions text[], texts text[])
RETURNS TABLE (source text, dimension text, value text, seen_on date, is_told_apart boolean)
LANGUAGE plpgsql STABLE SET search_path = warehouse, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH met AS MATERIALIZED (
        SELECT DISTINCT m.source COLLATE "C" AS source, m.dimension COLLATE "C" AS dimension, m.value COLLATE "C" AS value
        FROM unnest(sources, dimensions, texts) AS m (source, dimension, value)),
    ranked AS MATERIALIZED (
        SELECT source, dimension, value, v.seen_on,
            row_number() OVER (PARTITION BY source, dimension, v.seen_on IS NULL ORDER BY value) AS rank
        FROM met LEFT JOIN dimension_values AS v USING (source, dimension, value)),
    registry AS MATERIALIZED (
        SELECT n.source, n.dimension,
            (SELECT count(*) FROM dimension_values AS v
                WHERE v.source = n.source AND v.dimension = n.dimension AND holds_place(v.seen_on, v.released_on)) AS size
        FROM (SELECT DISTINCT source, dimension FROM ranked WHERE seen_on IS NULL) AS n)
    SELECT source, dimension, value, seen_on, seen_on IS NOT NULL OR (rank + size <= value_limit() AND value <> '(other)')
    FROM ranked LEFT JOIN registry USING (source, dimension);
END $$;

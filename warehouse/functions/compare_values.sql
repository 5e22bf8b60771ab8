-- Fills staging.lake_values: the values of the lake's dimensions that count apart, by the rule of the merges. It registers none.
-- Asks tell_values_apart() for registered values, and for new ones only while there may be room, so that the arrays stay small.
-- Of a dimension whose live copy has rows of (other) no value is new: merges may have folded it, and it takes no place that is free since.
CREATE OR REPLACE FUNCTION warehouse.compare_values(run_id text) RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp AS $$
#variable_conflict use_column
BEGIN
    WITH met AS MATERIALIZED (
        SELECT DISTINCT d.source COLLATE "C" AS source, d.dimension COLLATE "C" AS dimension, d.value COLLATE "C" AS value
        FROM staging.lake_dimensions AS s CROSS JOIN unnest(s.sources, s.dimensions, s.values) AS d (source, dimension, value)
        WHERE s.run_id = compare_values.run_id),
    placed AS (
        SELECT source, dimension, value, v.seen_on,
            row_number() OVER (PARTITION BY source, dimension, v.seen_on IS NULL ORDER BY value) AS place
        FROM met LEFT JOIN dimension_values AS v USING (source, dimension, value)),
    folded AS MATERIALIZED (
        SELECT DISTINCT source, dimension FROM staging.live_dimensions AS l WHERE l.run_id = compare_values.run_id AND value = '(other)'),
    asked AS (
        SELECT array_agg(source) AS sources, array_agg(dimension) AS dimensions, array_agg(value) AS texts
        FROM placed
        WHERE seen_on IS NOT NULL
            OR (place <= value_limit() AND (source, dimension) NOT IN (SELECT source, dimension FROM folded)))
    INSERT INTO staging.lake_values (run_id, source, dimension, value, is_new)
    SELECT compare_values.run_id, j.source, j.dimension, j.value, j.seen_on IS NULL
    FROM asked CROSS JOIN tell_values_apart(asked.sources, asked.dimensions, asked.texts) AS j
    WHERE j.is_told_apart;
    ANALYZE staging.lake_values;
END $$;

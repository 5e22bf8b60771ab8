-- Registers the new values that compare_values() counted apart; of a value that a merge has registered since it keeps that row.
-- It writes in the order of the key, as merges do, so that it cannot deadlock with one.
CREATE OR REPLACE FUNCTION warehouse.register_lake_values(run_id text) RETURNS void
LANGUAGE sql SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
    INSERT INTO dimension_values (source, dimension, value, seen_on)
    SELECT v.source, v.dimension, v.value, current_date
    FROM staging.lake_values AS v
    WHERE v.run_id = register_lake_values.run_id AND v.is_new
    ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING
$$;

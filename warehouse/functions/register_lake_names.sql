-- Registers the new names that find_names() counted apart; of a name that a merge has registered since it keeps that row.
-- It writes in the order of the key, as merges do, so that it cannot deadlock with one.
CREATE OR REPLACE FUNCTION warehouse.register_lake_names(run_id text) RETURNS void
LANGUAGE sql SET search_path = warehouse, pg_temp AS $$
    INSERT INTO event_names (source, name, seen_on)
    SELECT n.source, n.name, (now() AT TIME ZONE 'UTC')::date
    FROM staging.lake_names AS n
    WHERE n.run_id = register_lake_names.run_id AND n.is_new
    ORDER BY 1, 2
    ON CONFLICT DO NOTHING
$$;

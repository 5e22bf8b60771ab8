-- Registers the names of events that no batch has brought before, while there is room, of one call the lesser texts first.
-- Events of the names that stay out count as (other), so sums are exact. Of two calls at once both may register the last names.
CREATE OR REPLACE FUNCTION warehouse.register_names(sources text[], names text[]) RETURNS void
LANGUAGE sql SET search_path = warehouse, pg_temp AS $$
    WITH fresh AS MATERIALIZED (
        SELECT DISTINCT source, name
        FROM unnest(sources, names) AS met (source, name)
        WHERE NOT EXISTS (SELECT FROM event_names AS e WHERE e.source = met.source AND e.name = met.name)),
    registry AS MATERIALIZED (
        SELECT source, (SELECT count(*) FROM event_names AS e WHERE e.source = s.source) AS size
        FROM (SELECT DISTINCT source FROM fresh) AS s)
    INSERT INTO event_names (source, name)
    SELECT source, name
    FROM (
        SELECT source, name, row_number() OVER (PARTITION BY source ORDER BY name) + size AS place
        FROM fresh JOIN registry USING (source)) AS ranked
    WHERE place <= name_limit()
    ORDER BY source, name
    ON CONFLICT DO NOTHING
$$;

-- Registers the names of events that no batch has brought before, while there is room, of one call the lesser texts first, and notes the
-- day on which known names are met.
-- Events of the names that stay out count as (other), so sums are exact. Of two calls at once both may register the last names.
CREATE OR REPLACE FUNCTION warehouse.register_names(sources text[], names text[]) RETURNS void
LANGUAGE sql SET search_path = warehouse, pg_temp AS $$
    WITH fresh AS MATERIALIZED (
        SELECT DISTINCT met.source COLLATE "C" AS source, met.name COLLATE "C" AS name, e.name IS NOT NULL AS is_known
        FROM unnest(sources, names) AS met (source, name)
        LEFT JOIN event_names AS e ON e.source = met.source COLLATE "C" AND e.name = met.name COLLATE "C"
        WHERE met.name <> '(other)' AND coalesce(e.seen_on < (now() AT TIME ZONE 'UTC')::date, true)),
    registry AS MATERIALIZED (
        SELECT source, (SELECT count(*) FROM event_names AS e WHERE e.source = s.source AND holds_place(e.seen_on, e.released_on)) AS size
        FROM (SELECT DISTINCT source FROM fresh WHERE NOT is_known) AS s)
    INSERT INTO event_names AS t (source, name, seen_on)
    SELECT source, name, (now() AT TIME ZONE 'UTC')::date
    FROM (
        SELECT *, row_number() OVER (PARTITION BY source, is_known ORDER BY name) + size AS place
        FROM fresh LEFT JOIN registry USING (source)) AS ranked
    WHERE is_known OR place <= name_limit()
    ORDER BY source, name
    ON CONFLICT (source, name) DO UPDATE SET seen_on = greatest(t.seen_on, excluded.seen_on)
$$;

-- Frees the places of event names of a source, so that new names count apart. The released names count apart all the same, or counted
-- minutes and a recomputation would differ. Returns how many places it freed.
CREATE OR REPLACE FUNCTION warehouse.release_names(of_source text, released text[]) RETURNS bigint
LANGUAGE sql SET search_path = warehouse, pg_temp AS $$
    WITH freed AS (
        UPDATE event_names AS e SET released_on = (now() AT TIME ZONE 'UTC')::date
        WHERE e.source = of_source COLLATE "C" AND e.name = ANY (released) AND e.released_on IS NULL
        RETURNING e.name)
    SELECT count(*) FROM freed
$$;

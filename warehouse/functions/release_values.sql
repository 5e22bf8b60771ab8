-- Frees the places of a dimension's values of a source, so that new values count apart. The released values count apart all the same.
-- Returns how many places it freed.
CREATE OR REPLACE FUNCTION warehouse.release_values(of_source text, of_dimension text, released text[]) RETURNS bigint
LANGUAGE sql SET search_path = warehouse, pg_temp AS $$
    WITH freed AS (
        UPDATE dimension_values AS v SET released_on = (now() AT TIME ZONE 'UTC')::date
        WHERE v.source = of_source COLLATE "C" AND v.dimension = of_dimension COLLATE "C" AND v.value = ANY (released)
            AND v.released_on IS NULL
        RETURNING v.value)
    SELECT count(*) FROM freed
$$;

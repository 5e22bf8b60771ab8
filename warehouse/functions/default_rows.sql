-- Returns how many rows of a range the DEFAULT partition of a table holds; it stops counting at most.
CREATE OR REPLACE FUNCTION warehouse.default_rows(parent text, key text, from_at timestamptz, to_at timestamptz, most bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = warehouse, pg_temp AS $$
DECLARE
    found bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM (SELECT FROM %I WHERE %I >= %L AND %I < %L LIMIT %s) AS counted',
        parent || '_default', key, from_at, key, to_at, most) INTO found;
    RETURN found;
END $$;

-- Returns the distinct texts of clients in a table of client_texts(), of one source or (null) of all, from from_at until to_at. A table
-- without a time has none of a range.
CREATE OR REPLACE FUNCTION warehouse.find_texts(target text, source text, from_at timestamptz, to_at timestamptz) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    kept record;
BEGIN
    SELECT * INTO STRICT kept FROM client_texts() AS c WHERE c.target = find_texts.target;
    RETURN QUERY EXECUTE format(
        'SELECT DISTINCT u.text FROM %I AS t CROSS JOIN LATERAL unnest(ARRAY[%s]::text[]) AS u (text)
        WHERE u.text <> '''' AND %s',
        target, (SELECT string_agg(format('t.%I', name), ', ') FROM unnest(kept.texts) AS name), within(kept.at))
        USING source, from_at, to_at;
END $$;

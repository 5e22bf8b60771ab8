-- Rows arrive as [{..},{..}], or as [[{..}],[{..}]] where Spark printed each Row of one column: both become the first.
CREATE OR REPLACE FUNCTION warehouse.unwrap_rows(rows text) RETURNS json
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF left(rows, 16) ~ '^\s*\[\s*\[' THEN
        RETURN (SELECT coalesce(json_agg(element -> 0), '[]') FROM json_array_elements(rows::json) AS element);
    END IF;
    RETURN rows;
END $$;

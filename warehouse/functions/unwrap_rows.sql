-- Turns rows into [{..},{..}]; they arrive so, or as [[{..}],[{..}]] where Spark printed each Row of one column.
-- Refuses null, which means that the batch's rows were lost on the way: its offsets must not be committed.
CREATE OR REPLACE FUNCTION warehouse.unwrap_rows(rows text) RETURNS json
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF rows IS NULL THEN
        RAISE EXCEPTION 'The batch has no rows: null instead of a JSON array' USING ERRCODE = 'AN002';
    END IF;
    IF left(rows, 16) ~ '^\s*\[\s*\[' THEN
        RETURN (SELECT coalesce(json_agg(element -> 0), '[]') FROM json_array_elements(rows::json) AS element);
    END IF;
    RETURN rows;
END $$;

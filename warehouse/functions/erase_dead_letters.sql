-- Deletes dead letters by their keys and returns their number. places: a JSON array of objects with query, topic_id, topic, partition and
-- offset.
CREATE OR REPLACE FUNCTION warehouse.erase_dead_letters(places text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
DECLARE
    erased bigint;
BEGIN
    DELETE FROM dead_letters AS d
    USING json_to_recordset(places::json) AS p (query text, topic_id text, topic text, partition int, "offset" bigint)
    WHERE (d.query, d.topic_id, d.topic, d.partition, d."offset") = (p.query, p.topic_id, p.topic, p.partition, p."offset");
    GET DIAGNOSTICS erased = ROW_COUNT;
    RETURN erased;
END $$;

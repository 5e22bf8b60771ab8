-- Returns the offsets at which a query continues to read; no other place holds them.
CREATE OR REPLACE FUNCTION warehouse.ledger_positions(query text)
RETURNS TABLE (topic text, partition int, topic_id text, next_offset bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    SELECT l.topic, l.partition, l.topic_id, l.next_offset
    FROM ingest_ledger AS l
    WHERE l.query = ledger_positions.query
    ORDER BY l.topic, l.partition
$$;

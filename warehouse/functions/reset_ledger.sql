-- Moves the ledger of a query to a new start because an operator accepted a gap; the arrays hold one element per partition.
-- Removes the rows of partitions that Kafka no longer has.
CREATE OR REPLACE FUNCTION warehouse.reset_ledger(query text, topics text[], partitions int[], topic_ids text[], next_offsets bigint[])
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
BEGIN
    DELETE FROM ingest_ledger AS l WHERE l.query = reset_ledger.query;
    INSERT INTO ingest_ledger (query, topic, partition, topic_id, next_offset, updated_at)
    SELECT reset_ledger.query, start.topic, start.partition, start.topic_id, start.next_offset, clock_timestamp()
    FROM unnest(topics, partitions, topic_ids, next_offsets) AS start (topic, partition, topic_id, next_offset)
    ORDER BY 2, 3;
END $$;

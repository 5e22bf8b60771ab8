-- Moves the ledger of a query over the offsets of one batch, [start, end) per partition, or refuses the batch whole.
-- Creates a missing row only where the batch starts at Kafka's earliest offset.
-- The rows stay locked until the transaction ends, so merges of one query are serialized.
CREATE OR REPLACE FUNCTION warehouse.move_ledger(batch jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp AS $$
DECLARE
    expected int;
    moved int;
    refusal text;
BEGIN
    WITH held AS MATERIALIZED (
        SELECT l.topic, l.partition, l.topic_id, l.next_offset FROM ingest_ledger AS l
        WHERE l.query = batch ->> 'query' ORDER BY l.topic, l.partition FOR UPDATE)
    SELECT count(*), string_agg(ledger_refusal(r, h.topic_id, h.next_offset), '; ' ORDER BY r.topic, r.partition)
    INTO expected, refusal
    FROM ledger_ranges(batch) AS r LEFT JOIN held AS h USING (topic, partition);

    IF refusal IS NULL AND expected > 0 THEN
        WITH range AS MATERIALIZED (SELECT * FROM ledger_ranges(batch)),
        updated AS (
            UPDATE ingest_ledger AS l SET next_offset = r.end_offset, updated_at = clock_timestamp()
            FROM range AS r
            WHERE l.query = r.query AND l.topic = r.topic AND l.partition = r.partition AND l.next_offset = r.start_offset
            RETURNING 1),
        inserted AS (
            INSERT INTO ingest_ledger (query, topic, partition, topic_id, next_offset, updated_at)
            SELECT r.query, r.topic, r.partition, r.topic_id, r.end_offset, clock_timestamp()
            FROM range AS r
            WHERE NOT EXISTS (SELECT FROM ingest_ledger AS l WHERE l.query = r.query AND l.topic = r.topic AND l.partition = r.partition)
            ORDER BY r.topic, r.partition
            ON CONFLICT DO NOTHING
            RETURNING 1)
        SELECT (SELECT count(*) FROM updated) + (SELECT count(*) FROM inserted) INTO moved;
    END IF;

    IF moved = expected AND expected > 0 THEN
        RETURN;
    END IF;

    RAISE EXCEPTION 'The ledger refuses batch % of %: %', batch ->> 'batch_id', batch ->> 'query',
            coalesce(refusal, CASE expected WHEN 0 THEN 'it covers no partition'
                ELSE 'another copy of the query has begun it at this moment' END)
        USING ERRCODE = 'AN001',
              HINT = 'Another copy of the query has merged these offsets, or the run did not start from warehouse.ledger_positions(): '
                  'start again from the ledger.';
END $$;

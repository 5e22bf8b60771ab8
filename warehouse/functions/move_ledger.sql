-- Moves the ledger of a query over the offsets of one batch, [start, end) per partition, or refuses the batch whole.
-- A missing row is made only where the batch starts at Kafka's earliest offset.
-- The rows stay locked until the transaction ends, so merges of one query follow each other.
CREATE OR REPLACE FUNCTION warehouse.move_ledger(batch jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp AS $$
DECLARE
    moved int;
    expected int;
    refusal text;
BEGIN
    PERFORM FROM ingest_ledger AS l WHERE l.query = batch ->> 'query' ORDER BY l.topic, l.partition FOR UPDATE;

    WITH range AS MATERIALIZED (SELECT * FROM ledger_ranges(batch)),
    updated AS (
        UPDATE ingest_ledger AS l SET next_offset = r.end_offset, updated_at = clock_timestamp()
        FROM range AS r
        WHERE l.query = r.query AND l.topic = r.topic AND l.partition = r.partition AND l.topic_id = r.topic_id
            AND l.next_offset = r.start_offset AND r.end_offset >= r.start_offset
        RETURNING 1),
    inserted AS (
        INSERT INTO ingest_ledger (query, topic, partition, topic_id, next_offset, updated_at)
        SELECT r.query, r.topic, r.partition, r.topic_id, r.end_offset, clock_timestamp()
        FROM range AS r
        WHERE r.start_offset = r.earliest_offset AND r.end_offset >= r.start_offset AND r.topic_id IS NOT NULL
            AND NOT EXISTS (SELECT FROM ingest_ledger AS l
                WHERE l.query = r.query AND l.topic = r.topic AND l.partition = r.partition)
        ORDER BY r.topic, r.partition
        ON CONFLICT DO NOTHING
        RETURNING 1)
    SELECT (SELECT count(*) FROM updated) + (SELECT count(*) FROM inserted), (SELECT count(*) FROM range)
    INTO moved, expected;

    IF moved = expected AND expected > 0 THEN
        RETURN;
    END IF;

    SELECT string_agg(format('topic %s (id %s) partition %s: the batch covers [%s, %s), the ledger %s',
            r.topic, r.topic_id, r.partition, coalesce(r.start_offset::text, 'unknown'), r.end_offset,
            CASE WHEN l.topic_id IS NULL THEN format('has no row and Kafka''s earliest offset is %s', coalesce(r.earliest_offset::text, 'unknown'))
                 WHEN l.topic_id IS DISTINCT FROM r.topic_id THEN format('stands at %s of another topic of that name, id %s', l.next_offset, l.topic_id)
                 ELSE format('stands at %s', l.next_offset) END),
        '; ' ORDER BY r.topic, r.partition)
    INTO refusal
    FROM ledger_ranges(batch) AS r
    LEFT JOIN ingest_ledger AS l ON l.query = r.query AND l.topic = r.topic AND l.partition = r.partition
    WHERE l.topic_id IS DISTINCT FROM r.topic_id OR l.next_offset IS DISTINCT FROM r.start_offset OR r.end_offset < r.start_offset;

    RAISE EXCEPTION 'The ledger refuses batch % of %: %', batch ->> 'batch_id', batch ->> 'query', coalesce(refusal, 'it covers no partition')
        USING ERRCODE = 'AN001',
              HINT = 'Another copy of the query has merged these offsets, or the run did not start from warehouse.ledger_positions(): start again from the ledger.';
END $$;

-- Returns why the ledger, at next_offset of the topic topic_id (nulls: no row), refuses a range; null when it accepts it.
CREATE OR REPLACE FUNCTION warehouse.ledger_refusal(range record, topic_id text, next_offset bigint) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    found text;
BEGIN
    IF range.end_offset >= range.start_offset AND range.topic_id = coalesce(ledger_refusal.topic_id, range.topic_id)
        AND range.start_offset = (CASE WHEN ledger_refusal.topic_id IS NULL THEN range.earliest_offset ELSE ledger_refusal.next_offset END)
    THEN
        RETURN NULL;
    END IF;

    found := CASE
        WHEN ledger_refusal.topic_id IS NULL THEN format('has no row and Kafka''s earliest offset is %s',
            coalesce(range.earliest_offset::text, 'unknown'))
        WHEN ledger_refusal.topic_id IS DISTINCT FROM range.topic_id THEN format('is at %s of another topic of that name, id %s',
            ledger_refusal.next_offset, ledger_refusal.topic_id)
        ELSE format('is at %s', ledger_refusal.next_offset) END;
    RETURN format('topic %s (id %s) partition %s: the batch covers [%s, %s), the ledger %s',
        range.topic, range.topic_id, range.partition, coalesce(range.start_offset::text, 'unknown'), range.end_offset, found);
END $$;

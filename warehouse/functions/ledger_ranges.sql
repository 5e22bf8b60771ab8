-- Returns the offsets of a batch (contracts/MergeBatch as JSON), one row per partition.
CREATE OR REPLACE FUNCTION warehouse.ledger_ranges(batch jsonb)
RETURNS TABLE (query text, topic text, topic_id text, partition int, start_offset bigint, end_offset bigint, earliest_offset bigint)
LANGUAGE sql IMMUTABLE AS $$
    SELECT batch ->> 'query', t.key, t.value ->> 'topic_id', e.key::int,
        (t.value -> 'start' ->> e.key)::bigint, e.value::bigint, (t.value -> 'earliest' ->> e.key)::bigint
    FROM jsonb_each(batch -> 'topics') AS t, jsonb_each_text(t.value -> 'end') AS e
$$;

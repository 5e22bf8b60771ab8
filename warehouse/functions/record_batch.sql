-- Inserts the row of a batch that is about to commit.
CREATE OR REPLACE FUNCTION warehouse.record_batch(batch jsonb, events bigint, oldest_received_at timestamptz,
    newest_received_at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp AS $$
BEGIN
    INSERT INTO batches (query, batch_id, started_at, committed_at, events, oldest_received_at, newest_received_at, duration_ms)
    VALUES (batch ->> 'query', (batch ->> 'batch_id')::bigint, (batch ->> 'started_at')::timestamptz, clock_timestamp(),
        coalesce(record_batch.events, 0), record_batch.oldest_received_at, record_batch.newest_received_at,
        coalesce((batch ->> 'duration_ms')::double precision, 0));
END $$;

-- Keeps the receipt of an erasure. A run calls it after each store, so an interrupted run leaves the receipt of what it did.
CREATE OR REPLACE FUNCTION warehouse.record_erasure(run_id text, subject_hash bytea, source text, receipt text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    INSERT INTO erasures (run_id, subject_hash, source, receipt)
    VALUES (record_erasure.run_id, record_erasure.subject_hash, record_erasure.source, record_erasure.receipt::jsonb)
    ON CONFLICT (run_id) DO UPDATE SET erased_at = clock_timestamp(), receipt = excluded.receipt
$$;

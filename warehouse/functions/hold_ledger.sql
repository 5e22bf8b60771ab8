-- Locks the ledger of the queries whose sums reprocess corrects until the transaction ends, so that no merge runs meanwhile and none can
-- deadlock with it.
CREATE OR REPLACE FUNCTION warehouse.hold_ledger() RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp AS $$
BEGIN
    PERFORM FROM ingest_ledger
    WHERE query IN ('live-metrics', 'historical-metrics', 'rejected-counts', 'sessions')
    ORDER BY query, topic, partition FOR UPDATE;
END $$;

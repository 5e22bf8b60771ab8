-- Adds one batch of historical events to minutes, sessions, visitors and dimensions and moves the ledger, in the caller's transaction.
-- rows: a JSON array of contracts/SessionsRow. Historical events are in no second and are not late.
CREATE OR REPLACE FUNCTION warehouse.merge_historical(rows text, batch text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
DECLARE
    about jsonb := batch::jsonb;
    parts json;
    added record;
BEGIN
    PERFORM move_ledger(about);
    parts := unwrap_rows(rows);
    PERFORM add_minutes(parts);
    SELECT * INTO added FROM add_parts(parts);
    PERFORM record_batch(about, added.events, added.oldest_received_at, added.newest_received_at);
END $$;

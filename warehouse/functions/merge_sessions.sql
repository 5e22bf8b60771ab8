-- Adds one batch of new events to sessions, visitors and dimensions and moves the ledger, in the caller's transaction.
-- rows: a JSON array of contracts/SessionsRow.
CREATE OR REPLACE FUNCTION warehouse.merge_sessions(rows text, batch text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
DECLARE
    about jsonb := batch::jsonb;
    parts json;
    added record;
BEGIN
    PERFORM move_ledger(about);
    parts := unwrap_rows(rows);
    SELECT * INTO added FROM add_parts(parts);
    IF (about ->> 'batch_id')::bigint % 60 = 0 THEN
        PERFORM forget_inactive_visitors();
    END IF;

    PERFORM record_batch(about, added.events, added.oldest_received_at, added.newest_received_at);
END $$;

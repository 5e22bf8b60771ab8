-- Adds the staged changes of a part of a day, in the caller's transaction, so that merges never wait for more than a part.
-- The last part belongs to apply_day(). Returns the number of rows that it changed.
CREATE OR REPLACE FUNCTION warehouse.apply_part(run_id text, from_at timestamptz, to_at timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
BEGIN
    PERFORM hold_ledger();
    RETURN add_changes(run_id, from_at, to_at);
END $$;

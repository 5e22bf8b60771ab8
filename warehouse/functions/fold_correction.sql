-- Adds the next part of a correction that counts as it is staged to the rows of the live tables, in the caller's transaction: readers
-- see the same numbers before and after. A part is whole minutes with about most_rows changes, so that merges never wait for long.
-- Returns the number of rows that it changed; null when no correction is left.
CREATE OR REPLACE FUNCTION warehouse.fold_correction(most_rows int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    correction record;
    to_at timestamptz;
BEGIN
    PERFORM check_lock();
    SELECT c.run_id, c.from_at INTO correction FROM corrections AS c ORDER BY c.run_id LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;

    SELECT date_trunc('minute', c.bucket) INTO to_at
    FROM staging.count_changes AS c
    WHERE c.run_id = correction.run_id AND c.bucket >= correction.from_at
    ORDER BY c.bucket OFFSET most_rows LIMIT 1;
    to_at := CASE WHEN to_at <= correction.from_at THEN correction.from_at + interval '1 minute' ELSE to_at END;

    PERFORM hold_ledger();
    IF to_at IS NULL THEN
        DELETE FROM corrections AS c WHERE c.run_id = correction.run_id;
    ELSE
        UPDATE corrections AS c SET from_at = to_at WHERE c.run_id = correction.run_id;
    END IF;

    RETURN add_changes(correction.run_id, correction.from_at, coalesce(to_at, 'infinity'));
END $$;

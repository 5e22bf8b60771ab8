-- Adds one batch of rejected counts to the warehouse and moves the ledger, in the caller's transaction.
-- rows: a JSON array of contracts/RejectedCountsRow; second is Unix time.
CREATE OR REPLACE FUNCTION warehouse.merge_rejected_counts(rows text, batch text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
DECLARE
    about jsonb := batch::jsonb;
    merged bigint;
BEGIN
    PERFORM move_ledger(about);

    WITH row AS MATERIALIZED (
        SELECT coalesce(second, missing_member('second')) - ((second % 60) + 60) % 60 AS minute, coalesce(source, '') AS source,
            coalesce(code, '') AS code, coalesce(events, missing_member('events')) AS events
        FROM json_to_recordset(unwrap_rows(rows)) AS (second bigint, source text, code text, events bigint)),
    rejected AS (
        INSERT INTO rejected_counts_minute AS t (bucket, source, code, events)
        SELECT to_timestamp(minute), source, code, sum(events)
        FROM row
        GROUP BY minute, source, code
        ORDER BY minute, source COLLATE "C", code COLLATE "C"
        ON CONFLICT (bucket, source, code) DO UPDATE SET events = t.events + excluded.events)
    SELECT sum(events) INTO merged FROM row;

    PERFORM record_batch(about, merged, NULL, NULL);
END $$;

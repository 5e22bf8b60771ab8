-- Adds one batch of rejected counts to the warehouse and moves the ledger, in the caller's transaction.
-- rows: [{"s": bucket, epoch seconds, "o": source, "x": rejection code, "e": events}, ..]
CREATE OR REPLACE FUNCTION warehouse.merge_rejected_counts(rows text, batch text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
DECLARE
    about jsonb := batch::jsonb;
    merged bigint;
BEGIN
    PERFORM move_ledger(about);

    WITH row AS MATERIALIZED (
        SELECT coalesce(s - ((s % 60) + 60) % 60, 0) AS minute, coalesce(o, '') AS source, coalesce(x, '') AS code, e
        FROM json_to_recordset(unwrap_rows(rows)) AS (s bigint, o text, x text, e bigint)),
    rejected AS (
        INSERT INTO rejected_counts_minute AS t (bucket, source, code, events)
        SELECT to_timestamp(minute), source, code, sum(e)
        FROM row
        GROUP BY minute, source, code
        ORDER BY minute, source COLLATE "C", code COLLATE "C"
        ON CONFLICT (bucket, source, code) DO UPDATE SET events = t.events + excluded.events)
    SELECT sum(e) INTO merged FROM row;

    PERFORM record_batch(about, merged, NULL, NULL);
END $$;

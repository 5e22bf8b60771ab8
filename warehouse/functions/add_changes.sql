-- Adds the staged changes of a range of one day to the live tables; the caller holds the ledger. A row that reaches no events is deleted.
-- The least and greatest times become the lake's where nothing was merged into the row since the copy, else the wider of both.
-- Each change finds its row by the key: reading the whole day at once would take seconds, for which merges would wait.
-- Seconds that are no longer kept are left alone: their partition is gone, or goes with the next maintain().
CREATE OR REPLACE FUNCTION warehouse.add_changes(run_id text, from_at timestamptz, to_at timestamptz) RETURNS bigint
LANGUAGE plpgsql SET search_path = warehouse, pg_temp SET timezone = 'UTC' SET jit = off
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
    target text;
    done bigint;
    changed bigint := 0;
BEGIN
    FOREACH target IN ARRAY ARRAY['second', 'minute'] LOOP
        CONTINUE WHEN target = 'second' AND date_trunc('day', from_at, 'UTC') < kept_since('event_counts_second');
        EXECUTE format($merge$
            MERGE INTO event_counts_%s AS t
            USING (SELECT * FROM staging.count_changes WHERE run_id = $1 AND kind = %L AND bucket >= $2 AND bucket < $3) AS c
            ON t.bucket >= $2 AND t.bucket < $3 AND t.bucket = c.bucket AND t.source = c.source AND t.name = c.name
                AND t.country = c.country AND t.device = c.device AND t.currency = c.currency
            WHEN MATCHED AND t.events + c.events <= 0 THEN DELETE
            WHEN MATCHED THEN UPDATE SET
                events = t.events + c.events,
                revenue = t.revenue + c.revenue,
                oldest_received_at = CASE WHEN t.events = c.live_events THEN c.oldest_received_at
                    ELSE least(t.oldest_received_at, c.oldest_received_at) END,
                newest_received_at = CASE WHEN t.events = c.live_events THEN c.newest_received_at
                    ELSE greatest(t.newest_received_at, c.newest_received_at) END
            WHEN NOT MATCHED AND c.events > 0 THEN
                INSERT (bucket, source, name, country, device, currency, events, revenue, oldest_received_at, newest_received_at)
                VALUES (c.bucket, c.source, c.name, c.country, c.device, c.currency, c.events, c.revenue, c.oldest_received_at,
                    c.newest_received_at)
            $merge$, target, target) USING add_changes.run_id, from_at, to_at;
        GET DIAGNOSTICS done = ROW_COUNT;
        changed := changed + done;
    END LOOP;

    MERGE INTO late_counts_minute AS t
    USING (SELECT * FROM staging.count_changes AS s WHERE s.run_id = add_changes.run_id AND s.kind = 'late'
        AND s.bucket >= add_changes.from_at AND s.bucket < add_changes.to_at) AS c
    ON t.bucket >= add_changes.from_at AND t.bucket < add_changes.to_at AND t.bucket = c.bucket AND t.source = c.source AND t.name = c.name
    WHEN MATCHED AND t.events + c.events <= 0 THEN DELETE
    WHEN MATCHED THEN UPDATE SET
        events = t.events + c.events,
        newest_received_at = CASE WHEN t.events = c.live_events THEN c.newest_received_at
            ELSE greatest(t.newest_received_at, c.newest_received_at) END
    WHEN NOT MATCHED AND c.events > 0 THEN
        INSERT (bucket, source, name, events, newest_received_at) VALUES (c.bucket, c.source, c.name, c.events, c.newest_received_at);
    GET DIAGNOSTICS done = ROW_COUNT;
    changed := changed + done;

    MERGE INTO rejected_counts_minute AS t
    USING (SELECT * FROM staging.count_changes AS s WHERE s.run_id = add_changes.run_id AND s.kind = 'rejected'
        AND s.bucket >= add_changes.from_at AND s.bucket < add_changes.to_at) AS c
    ON t.bucket >= add_changes.from_at AND t.bucket < add_changes.to_at AND t.bucket = c.bucket AND t.source = c.source AND t.code = c.name
    WHEN MATCHED AND t.events + c.events <= 0 THEN DELETE
    WHEN MATCHED THEN UPDATE SET events = t.events + c.events
    WHEN NOT MATCHED AND c.events > 0 THEN INSERT (bucket, source, code, events) VALUES (c.bucket, c.source, c.name, c.events);
    GET DIAGNOSTICS done = ROW_COUNT;
    RETURN changed + done + add_dimension_changes(run_id, from_at, to_at);
END $$;

-- Copies the live rows of a UTC day (of one source, or null for all) to staging, and returns the ledger: the offsets whose sums
-- the copy holds. Both must come from one snapshot, so it refuses any isolation but REPEATABLE READ. It locks no row.
-- Late rows and rejected rows that delete_old_rows() may delete are left out, as in compare_day().
-- goals and properties: those that the run counts, as in copy_live_dimensions(); null leaves all dimensions as they are, as does a ledger
-- without a query that counts them.
CREATE OR REPLACE FUNCTION warehouse.copy_live_day(run_id text, day date, source text, with_seconds boolean, goals text[],
    properties text[])
RETURNS TABLE (query text, topic text, partition int, topic_id text, next_offset bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
#variable_conflict use_column
DECLARE
    from_at constant timestamptz := copy_live_day.day::timestamptz;
    to_at constant timestamptz := from_at + interval '1 day';
    only_source constant text := copy_live_day.source;
BEGIN
    IF current_setting('transaction_isolation') <> 'repeatable read' THEN
        RAISE EXCEPTION 'copy_live_day needs a REPEATABLE READ transaction: the copy and the ledger must be of one moment'
            USING ERRCODE = 'AN003';
    END IF;

    INSERT INTO staging.live_counts (run_id, kind, bucket, source, name, country, device, currency, events, revenue, oldest_received_at,
        newest_received_at)
    SELECT copy_live_day.run_id, 'minute', bucket, source, name, country, device, currency, events, revenue, oldest_received_at,
        newest_received_at
    FROM event_counts_minute
    WHERE bucket >= from_at AND bucket < to_at AND source = coalesce(only_source, source)
    UNION ALL
    SELECT copy_live_day.run_id, 'second', bucket, source, name, country, device, currency, events, revenue, oldest_received_at,
        newest_received_at
    FROM event_counts_second
    WHERE with_seconds AND bucket >= from_at AND bucket < to_at AND source = coalesce(only_source, source)
    UNION ALL
    SELECT copy_live_day.run_id, 'late', bucket, source, name, '', '', '', events, 0, NULL, newest_received_at
    FROM late_counts_minute
    WHERE bucket >= from_at AND bucket < to_at AND source = coalesce(only_source, source)
        AND coalesce(newest_received_at, bucket) >= kept_since('late_counts_minute')
    UNION ALL
    SELECT copy_live_day.run_id, 'rejected', bucket, source, code, '', '', '', events, 0, NULL, NULL
    FROM rejected_counts_minute
    WHERE bucket >= from_at AND bucket < to_at AND source = coalesce(only_source, source)
        AND code <> 'unstorable' AND from_at >= kept_since('rejected_counts_minute');

    IF goals IS NOT NULL AND EXISTS (SELECT FROM ingest_ledger AS l WHERE l.query IN ('sessions', 'historical-metrics')) THEN
        PERFORM copy_live_dimensions(copy_live_day.run_id, from_at, to_at, only_source, goals, properties);
    END IF;

    RETURN QUERY
    SELECT l.query, l.topic, l.partition, l.topic_id, l.next_offset
    FROM ingest_ledger AS l
    WHERE l.query IN ('live-metrics', 'historical-metrics', 'rejected-counts', 'sessions')
    ORDER BY 1, 2, 3;
END $$;

-- Adds the rows of a live batch that are rejected, and those older than the seconds kept; few batches have any.
-- Writes every target in the order of its key, so that concurrent merges cannot deadlock.
CREATE OR REPLACE FUNCTION warehouse.add_late_and_rejected(rows json) RETURNS void
LANGUAGE sql SET search_path = warehouse, pg_temp AS $$
    WITH row AS MATERIALIZED (
        SELECT minute, source, name, code, events, newest
        FROM json_to_recordset(rows) AS (minute bigint, source text COLLATE "C", name text COLLATE "C", code text COLLATE "C", events int,
            newest timestamptz)),
    late AS (
        INSERT INTO late_counts_minute AS t (bucket, source, name, events, newest_received_at)
        SELECT to_timestamp(minute), source, name, sum(events), max(newest)
        FROM row WHERE code = ''
        GROUP BY minute, source, name
        ORDER BY minute, source, name
        ON CONFLICT (bucket, source, name) DO UPDATE SET
            events = t.events + excluded.events,
            newest_received_at = greatest(t.newest_received_at, excluded.newest_received_at))
    INSERT INTO rejected_counts_minute AS t (bucket, source, code, events)
    SELECT to_timestamp(minute), source, code, sum(events)
    FROM row WHERE code <> ''
    GROUP BY minute, source, code
    ORDER BY minute, source, code
    ON CONFLICT (bucket, source, code) DO UPDATE SET events = t.events + excluded.events
$$;

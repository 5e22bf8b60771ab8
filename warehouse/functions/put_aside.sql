-- Keeps messages that a query's sink refuses. A message that is already kept does not change, so the call may be repeated.
-- letters: a JSON array of contracts/DeadLetter. Messages of the lake are counted in the lake, by code; the others here, once.
CREATE OR REPLACE FUNCTION warehouse.put_aside(query text, letters text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
#variable_conflict use_column
DECLARE
    added bigint;
BEGIN
    WITH letter AS (
        INSERT INTO dead_letters (query, topic, topic_id, partition, "offset", reason, value)
        SELECT put_aside.query, topic, topic_id, partition, "offset", left(reason, 2000), decode(value, 'base64')
        FROM json_to_recordset(letters::json)
            AS (topic text, topic_id text, partition int, "offset" bigint, reason text, value text)
        ON CONFLICT DO NOTHING
        RETURNING 1),
    counted AS (
        INSERT INTO rejected_counts_minute AS t (bucket, source, code, events)
        SELECT date_trunc('minute', now()), '', 'unstorable', count(*)
        FROM letter
        WHERE put_aside.query <> 'lake-archive'
        HAVING count(*) > 0
        ON CONFLICT (bucket, source, code) DO UPDATE SET events = t.events + excluded.events)
    SELECT count(*) INTO added FROM letter;

    RETURN added;
END $$;

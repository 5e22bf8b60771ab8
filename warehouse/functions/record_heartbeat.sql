-- Records a query's heartbeat, once a second, and ends the sessions of readers that stay too long.
-- complete_up_to never moves back; null means that it is not known now, and keeps the last value.
CREATE OR REPLACE FUNCTION warehouse.record_heartbeat(query text, state text, lag bigint, complete_up_to timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
#variable_conflict use_column
BEGIN
    INSERT INTO query_heartbeats AS h (query, at, state, lag, complete_up_to)
    VALUES (record_heartbeat.query, clock_timestamp(), record_heartbeat.state, record_heartbeat.lag, record_heartbeat.complete_up_to)
    ON CONFLICT (query) DO UPDATE SET
        at = excluded.at, state = excluded.state, lag = excluded.lag,
        complete_up_to = greatest(h.complete_up_to, excluded.complete_up_to);
    PERFORM end_long_reads();
END $$;

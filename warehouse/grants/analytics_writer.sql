-- The streaming jobs have only EXECUTE on the functions that they call.
REVOKE ALL ON ALL TABLES IN SCHEMA warehouse, reporting FROM analytics_writer;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA warehouse, reporting FROM PUBLIC, analytics_writer;
GRANT USAGE ON SCHEMA warehouse TO analytics_writer;
GRANT EXECUTE ON FUNCTION
    warehouse.merge_live_metrics(text, text),
    warehouse.merge_rejected_counts(text, text),
    warehouse.merge_sessions(text, text),
    warehouse.merge_historical(text, text),
    warehouse.ledger_positions(text),
    warehouse.put_aside(text, text),
    warehouse.reset_ledger(text, text[], int[], text[], bigint[]),
    warehouse.record_heartbeat(text, text, bigint, timestamptz),
    warehouse.lock_holder(text)
TO analytics_writer;

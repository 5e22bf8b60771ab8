-- For the measurement only: the row from which age and commits are read, written in the same transaction.
INSERT INTO warehouse.batches (query, batch_id, started_at, committed_at, events, newest_received_at, duration_ms)
SELECT 'live-metrics', ?, now(), clock_timestamp(), count(*), max(newest_received_at), 0 FROM stock.staging

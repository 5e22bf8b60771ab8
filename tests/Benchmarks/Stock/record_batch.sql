-- Only for the measurement, in the same transaction: the row that the age and the commits are read from.
INSERT INTO warehouse.batches (query, batch_id, started_at, committed_at, events, newest_received_at, duration_ms)
SELECT 'live-metrics', ?, now(), clock_timestamp(), count(*), max(newest_received_at), 0 FROM stock.staging

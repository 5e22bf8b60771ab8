SELECT (extract(epoch FROM committed_at - oldest_received_at) * 1000)::float8
FROM warehouse.batches
WHERE query = 'live-metrics' AND events > 0 AND committed_at BETWEEN $1 AND $2

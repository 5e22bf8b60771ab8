SELECT count(*)
FROM warehouse.batches
WHERE query = 'live-metrics' AND events > 0 AND committed_at BETWEEN $1 AND $2

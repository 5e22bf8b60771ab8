SELECT newest_received_at
FROM warehouse.batches
WHERE query = $1 AND newest_received_at IS NOT NULL
ORDER BY committed_at DESC
LIMIT 1

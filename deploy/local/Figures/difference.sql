SELECT sum(abs(d.live - d.lake))::bigint
FROM warehouse.reprocess_differences AS d
WHERE d.name = '' AND d.run_id = (SELECT run_id FROM warehouse.reprocess_runs WHERE ended_at IS NOT NULL ORDER BY started_at DESC LIMIT 1)

-- Of the newest run: the events of names that are more or fewer in the lake, or of sources, whichever are more. A name has a row only where
-- something differs, so those of two names do not cancel each other.
SELECT greatest(sum(abs(d.live - d.lake)) FILTER (WHERE d.name = ''), sum(abs(d.live - d.lake)) FILTER (WHERE d.name <> ''))::bigint
FROM warehouse.reprocess_differences AS d
WHERE d.run_id = (SELECT run_id FROM warehouse.reprocess_runs WHERE ended_at IS NOT NULL ORDER BY started_at DESC LIMIT 1)

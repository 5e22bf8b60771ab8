-- Of all runs together, since a run that finds a difference corrects it, and the next finds none. Of each run: the events of names that are
-- more or fewer in the lake, or of sources, whichever are more. A name has a row only where something differs, so those of two names do not
-- cancel each other.
SELECT sum(run.difference)::bigint
FROM (
    SELECT greatest(sum(abs(d.live - d.lake)) FILTER (WHERE d.name = ''), sum(abs(d.live - d.lake)) FILTER (WHERE d.name <> ''))
        AS difference
    FROM warehouse.reprocess_differences AS d
    JOIN warehouse.reprocess_runs AS r USING (run_id)
    WHERE r.ended_at IS NOT NULL
    GROUP BY d.run_id
) AS run

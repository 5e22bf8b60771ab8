-- The figures of the channel difference: what the run $1 of reprocess found, per day and source; at most $2 lines, of the newest days.
SELECT *
FROM (
    SELECT
        bucket AS at, source, live::float8 AS live, lake::float8 AS lake, duplicates::float8 AS duplicates, late::float8 AS late,
        unexplained::float8 AS unexplained
    FROM reporting.differences
    WHERE run_id = $1 AND name = ''
    ORDER BY bucket DESC, source
    LIMIT $2
) AS newest
ORDER BY at, source

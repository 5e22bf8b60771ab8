SELECT min(minute)
FROM (
    SELECT date_trunc('minute', bucket) AS minute, (sum(count(*)) OVER (ORDER BY date_trunc('minute', bucket)) - 1)::bigint / $2 AS part
    FROM staging.count_changes
    WHERE run_id = $1
    GROUP BY 1) AS minutes
GROUP BY part
HAVING part > 0
ORDER BY 1

SELECT coalesce(sum(live), 0)::bigint, coalesce(sum(lake), 0)::bigint, coalesce(sum(duplicates), 0)::bigint, coalesce(sum(late), 0)::bigint
FROM staging.day_differences
WHERE run_id = $1 AND name = ''

SELECT coalesce(sum(live), 0)::bigint, coalesce(sum(lake), 0)::bigint, coalesce(sum(duplicates), 0)::bigint, coalesce(sum(late), 0)::bigint,
    (SELECT count(*) FROM staging.count_changes WHERE run_id = $1 AND kind = 'dimension')
FROM staging.day_differences
WHERE run_id = $1 AND name = ''

-- The goals that were counted since a day, of a source or all, beside those of a run.
SELECT DISTINCT v.value
FROM warehouse.dimension_values AS v
WHERE v.dimension = 'goal' AND v.seen_on >= $1 AND v.value <> ALL ($2) AND v.source = coalesce($3, v.source)
ORDER BY 1

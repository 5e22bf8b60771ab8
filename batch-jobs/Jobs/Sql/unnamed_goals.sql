-- The goals that the queries have counted since a day, beside those of a run.
SELECT DISTINCT v.value
FROM warehouse.dimension_values AS v
WHERE v.dimension = 'goal' AND v.seen_on >= $1 AND v.value <> ALL ($2)
ORDER BY 1

SELECT day::date
FROM generate_series($1::date, $2::date, interval '1 day') AS d (day)
WHERE warehouse.lake_keeps(day::date, $3) AND day::date::timestamp AT TIME ZONE 'UTC' >= warehouse.kept_since('event_counts_minute')
ORDER BY 1

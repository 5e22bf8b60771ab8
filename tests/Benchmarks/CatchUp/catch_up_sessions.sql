SELECT sum(events)::bigint
FROM warehouse.dimension_counts_minute
WHERE dimension IN ('country', 'bot')

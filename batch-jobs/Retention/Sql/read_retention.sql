SELECT source, what, days
FROM warehouse.retention
ORDER BY what, source

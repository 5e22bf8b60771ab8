SELECT source, warehouse.visitors_removed(source, $1)
FROM (
    SELECT source FROM warehouse.retention WHERE what = 'visitors'
    UNION SELECT source FROM warehouse.lake_removals WHERE what = 'visitors'
    UNION SELECT '') AS s

-- The DEFAULT partition has no end. The text of a bound carries its zone.
CREATE VIEW reporting.partitions AS
SELECT
    parent.relname::text AS table_name,
    count(part.ends_at) AS partitions,
    max(part.ends_at) AS ends_at,
    date_part('epoch', max(part.ends_at) - now()) AS ahead_seconds
FROM pg_class AS parent
LEFT JOIN LATERAL (
    SELECT substring(pg_get_expr(child.relpartbound, child.oid) FROM $$TO \('([^']+)'\)$$)::timestamptz AS ends_at
    FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
    WHERE inhparent = parent.oid) AS part ON true
WHERE parent.relkind = 'p' AND parent.relnamespace = 'warehouse'::regnamespace
GROUP BY parent.relname;

COMMENT ON VIEW reporting.partitions IS
    'Per partitioned table: how many partitions it has, the end of the last one, and the seconds until then; null without any. After that '
    'end rows go to the DEFAULT partition, where every query reads them: migrate or maintain() has to run before.';

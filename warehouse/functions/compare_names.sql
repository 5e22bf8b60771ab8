-- Fills staging.day_differences: the totals of each source, under name '', and the names in which something differs.
CREATE OR REPLACE FUNCTION warehouse.compare_names(run_id text, day date) RETURNS void
LANGUAGE sql SET search_path = warehouse, pg_temp AS $$
    WITH key AS (
        SELECT c.second, c.source, c.name, c.country, c.device, c.currency, c.is_late, c.in_seconds, max(c.events) AS events
        FROM staging.lake_counts AS c
        WHERE c.run_id = compare_names.run_id AND c.code = ''
        GROUP BY c.second, c.source, c.name, c.country, c.device, c.currency, c.is_late, c.in_seconds),
    row AS (
        SELECT k.source, coalesce(e.name, '(other)') AS name, is_late, events
        FROM key AS k LEFT JOIN event_names AS e ON e.source = k.source AND e.name = k.name),
    twin AS (
        SELECT d.source, d.name, max(d.events) AS events
        FROM staging.lake_duplicates AS d
        WHERE d.run_id = compare_names.run_id
        GROUP BY d.source, d.name),
    duplicate AS (
        SELECT d.source, coalesce(e.name, '(other)') AS name, d.events
        FROM twin AS d LEFT JOIN event_names AS e ON e.source = d.source AND e.name = d.name),
    part AS (
        SELECT source, name, 0 AS live, events AS lake, 0 AS duplicates, CASE WHEN is_late THEN events ELSE 0 END AS late FROM row
        UNION ALL
        SELECT source, name, 0, 0, events, 0 FROM duplicate
        UNION ALL
        SELECT l.source, l.name, l.events, 0, 0, 0
        FROM staging.live_counts AS l
        WHERE l.run_id = compare_names.run_id AND l.kind = 'minute')
    INSERT INTO staging.day_differences (run_id, day, source, name, live, lake, duplicates, late)
    SELECT compare_names.run_id, compare_names.day, source, coalesce(name, ''), sum(live), sum(lake), sum(duplicates), sum(late)
    FROM part
    GROUP BY GROUPING SETS ((source, name), (source))
    HAVING GROUPING(name) = 1
        OR name <> '' AND (sum(live) <> sum(lake) OR sum(duplicates) > 0 OR sum(late) > 0)
$$;

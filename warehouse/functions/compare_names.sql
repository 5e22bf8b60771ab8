-- Fills staging.day_differences: the totals of each source, under name '', and the names in which something differs.
-- The lake's totals are those of the live copy and the changes.
CREATE OR REPLACE FUNCTION warehouse.compare_names(run_id text, day date) RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp AS $$
#variable_conflict use_column
BEGIN
    WITH removed AS (
        SELECT d.source, d.name, max(d.events) AS events
        FROM staging.lake_duplicates AS d
        WHERE d.run_id = compare_names.run_id
        GROUP BY d.source, d.name),
    duplicate AS (
        SELECT d.source, coalesce(e.name, n.name, '(other)') AS name, d.events
        FROM removed AS d LEFT JOIN event_names AS e ON e.source = d.source AND e.name = d.name
        LEFT JOIN staging.lake_names AS n ON n.run_id = compare_names.run_id AND n.source = d.source AND n.name = d.name),
    part AS (
        SELECT l.source, l.name, l.events AS live, l.events AS lake, 0 AS duplicates, 0 AS late
        FROM staging.live_counts AS l
        WHERE l.run_id = compare_names.run_id AND l.kind = 'minute'
        UNION ALL
        SELECT c.source, c.name, 0, c.events, 0, 0
        FROM staging.count_changes AS c
        WHERE c.run_id = compare_names.run_id AND c.kind = 'minute'
        UNION ALL
        SELECT source, name, 0, 0, events, 0 FROM duplicate
        UNION ALL
        SELECT source, name, 0, 0, 0, events
        FROM lake_counts_between(compare_names.run_id, -9223372036854775808, 9223372036854775807)
        WHERE kind = 'late')
    INSERT INTO staging.day_differences (run_id, day, source, name, live, lake, duplicates, late)
    SELECT compare_names.run_id, compare_names.day, source, coalesce(name, ''), sum(live), sum(lake), sum(duplicates), sum(late)
    FROM part
    GROUP BY GROUPING SETS ((source, name), (source))
    HAVING GROUPING(name) = 1
        OR name <> '' AND (sum(live) <> sum(lake) OR sum(duplicates) > 0 OR sum(late) > 0);
END $$;

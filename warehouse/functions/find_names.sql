-- Fills staging.lake_names: the names of the lake's events that count apart, by the rule of register_names(). It registers none, so that
-- no merge waits for a comparison.
-- Of a source whose live copy has events under (other) no name is new: merges may have folded it, and it takes no place that is free since.
CREATE OR REPLACE FUNCTION warehouse.find_names(run_id text) RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp AS $$
#variable_conflict use_column
BEGIN
    WITH met AS MATERIALIZED (
        SELECT DISTINCT c.source COLLATE "C" AS source, c.name COLLATE "C" AS name
        FROM staging.lake_counts AS s CROSS JOIN unnest(s.sources, s.names) AS c (source, name)
        WHERE s.run_id = find_names.run_id AND s.kind <> 'rejected'),
    ranked AS (
        SELECT source, name, e.seen_on IS NULL AS is_new,
            row_number() OVER (PARTITION BY source, e.seen_on IS NULL ORDER BY name) AS rank
        FROM met LEFT JOIN event_names AS e USING (source, name)
        WHERE name <> '(other)'),
    registry AS (
        SELECT n.source,
            (SELECT count(*) FROM event_names AS e WHERE e.source = n.source AND holds_place(e.seen_on, e.released_on)) AS size
        FROM (SELECT DISTINCT source FROM ranked WHERE is_new) AS n),
    folded AS MATERIALIZED (
        SELECT DISTINCT source FROM staging.live_counts AS l WHERE l.run_id = find_names.run_id AND kind = 'minute' AND name = '(other)')
    INSERT INTO staging.lake_names (run_id, source, name, is_new)
    SELECT find_names.run_id, source, name, is_new
    FROM ranked LEFT JOIN registry USING (source)
    WHERE NOT is_new OR (rank + size <= name_limit() AND source NOT IN (SELECT source FROM folded));
    ANALYZE staging.lake_names;
END $$;

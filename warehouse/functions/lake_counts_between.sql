-- Returns the staged sums of the lake of a range of minutes, one row for each.
-- Names that find_names() does not count apart are (other), as in the live tables.
-- A task that Spark repeats writes its rows again: equal parts of a minute are one, never two.
CREATE OR REPLACE FUNCTION warehouse.lake_counts_between(run_id text, from_second bigint, to_second bigint)
RETURNS TABLE (kind text, minute bigint, second bigint, source text, name text, country text, device text, currency text, events bigint,
    revenue numeric, oldest_ms bigint, newest_ms bigint)
LANGUAGE sql STABLE SET search_path = warehouse, pg_temp AS $$
    SELECT p.kind, p.minute, c.second, c.source COLLATE "C",
        CASE WHEN p.kind <> 'rejected' AND n.name IS NULL THEN '(other)' ELSE c.name END COLLATE "C",
        c.country COLLATE "C", c.device COLLATE "C", c.currency COLLATE "C", c.events, coalesce(c.revenue, 0), c.oldest_ms, c.newest_ms
    FROM (
        SELECT DISTINCT ON (s.kind, s.minute, s.part) s.*
        FROM staging.lake_counts AS s
        WHERE s.run_id = lake_counts_between.run_id AND s.minute >= from_second AND s.minute < to_second
        ORDER BY s.kind, s.minute, s.part) AS p
    CROSS JOIN unnest(p.seconds, p.sources, p.names, p.countries, p.devices, p.currencies, p.events, p.revenues, p.oldest_ms, p.newest_ms)
        AS c (second, source, name, country, device, currency, events, revenue, oldest_ms, newest_ms)
    LEFT JOIN staging.lake_names AS n ON n.run_id = lake_counts_between.run_id AND n.source = c.source COLLATE "C"
        AND n.name = c.name COLLATE "C"
$$;

-- Removes the hashes of one person's visitors from the sums of sessions, which then count one visitor less; other sums have no person.
CREATE OR REPLACE FUNCTION warehouse.forget_visitors(ids text[], source text) RETURNS void
LANGUAGE sql SET search_path = warehouse, pg_temp AS $$
    UPDATE session_spans AS s
    SET visitors = array_remove(s.visitors, gone.visitor), visitor_count = s.visitor_count - 1
    FROM (
        SELECT DISTINCT t.grain, t.begins_at, t.source, hashtextextended(id, hashtextextended(t.source, 0)) AS visitor
        FROM session_spans AS t CROSS JOIN unnest(ids) AS id
        WHERE forget_visitors.source IS NULL OR t.source = forget_visitors.source) AS gone
    WHERE s.grain = gone.grain AND s.begins_at = gone.begins_at AND s.source = gone.source AND gone.visitor = ANY (s.visitors)
$$;

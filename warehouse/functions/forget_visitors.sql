-- Removes the hashes of one person's visitors from the sums of sessions of some UTC days, which then count as many visitors less; other
-- sums have no person.
CREATE OR REPLACE FUNCTION warehouse.forget_visitors(ids text[], source text, from_at timestamptz, to_at timestamptz) RETURNS void
LANGUAGE sql SET search_path = warehouse, pg_temp AS $$
    UPDATE session_spans AS s
    SET visitors = ARRAY(SELECT v FROM unnest(s.visitors) WITH ORDINALITY AS kept (v, place) WHERE v <> ALL (gone.hashes) ORDER BY place),
        visitor_count = s.visitor_count - (SELECT count(*) FROM unnest(s.visitors) AS v WHERE v = ANY (gone.hashes))
    FROM (
        SELECT spans.source, array_agg(hashtextextended(id, hashtextextended(spans.source, (SELECT seed FROM visitor_seed)))) AS hashes
        FROM (SELECT DISTINCT t.source FROM session_spans AS t) AS spans CROSS JOIN unnest(ids) AS id
        WHERE forget_visitors.source IS NULL OR spans.source = forget_visitors.source
        GROUP BY spans.source) AS gone
    WHERE s.source = gone.source AND s.begins_at >= from_at AND s.begins_at < to_at AND s.visitors && gone.hashes
$$;

-- Returns the parts of a table of client_texts() with rows that have one of the texts, and the number of these rows. A part is as long as
-- one transaction of erase_texts() should be.
CREATE OR REPLACE FUNCTION warehouse.count_texts(target text, wanted text[], source text, from_at timestamptz, to_at timestamptz)
RETURNS TABLE (begins_at timestamptz, ends_at timestamptz, rows bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    kept record;
BEGIN
    SELECT * INTO STRICT kept FROM client_texts() AS c WHERE c.target = count_texts.target;
    RETURN QUERY EXECUTE format(
        'SELECT greatest(b.at, $2), CASE WHEN isfinite(b.at) THEN least(b.at + %L::interval, $3) ELSE $3 END, count(*)
        FROM %I AS t CROSS JOIN LATERAL (SELECT %s::timestamptz AS at) AS b
        WHERE %s AND (%s) GROUP BY b.at ORDER BY b.at',
        '1 ' || coalesce(kept.part, 'day'), target,
        CASE WHEN kept.at IS NULL THEN '$2' ELSE format('date_trunc(%L, t.%I::timestamptz)', kept.part, kept.at) END,
        within(kept.at), (SELECT string_agg(format('t.%I = ANY ($4)', name), ' OR ') FROM unnest(kept.texts) AS name))
        USING source, from_at, to_at, wanted;
END $$;

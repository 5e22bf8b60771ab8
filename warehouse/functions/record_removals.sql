-- Notes that compact removes data of one kind from the lake: of each source those before its day. An earlier day than the noted one
-- changes nothing.
CREATE OR REPLACE FUNCTION warehouse.record_removals(what text, sources text[], days date[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    INSERT INTO lake_removals AS t (source, what, before_day)
    SELECT r.source, record_removals.what, r.day
    FROM unnest(sources, days) AS r (source, day)
    ORDER BY 1
    ON CONFLICT ON CONSTRAINT lake_removals_pkey DO UPDATE SET before_day = greatest(t.before_day, excluded.before_day)
$$;

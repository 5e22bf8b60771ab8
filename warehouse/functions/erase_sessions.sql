-- Deletes the sessions of one person and returns their number.
-- Rows that a reprocess has staged go too, uncounted: it would bring them back.
-- ids: the person's user ids and visitors. shared: visitors of devices that others use too; of those only sessions without a user go.
CREATE OR REPLACE FUNCTION warehouse.erase_sessions(ids text[], shared text[], source text, from_day date, to_day date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
DECLARE
    erased bigint;
BEGIN
    DELETE FROM staging.sessions AS s
    WHERE (s.user_id = ANY (ids) OR s.user_key = ANY (ids) OR s.user_key = ANY (shared) AND s.user_id IS NULL)
        AND (erase_sessions.source IS NULL OR s.source = erase_sessions.source);

    DELETE FROM sessions AS s
    WHERE (s.user_id = ANY (ids) OR s.user_key = ANY (ids) OR s.user_key = ANY (shared) AND s.user_id IS NULL)
        AND (erase_sessions.source IS NULL OR s.source = erase_sessions.source)
        AND s.day BETWEEN coalesce(from_day, '-infinity') AND coalesce(to_day, 'infinity');
    GET DIAGNOSTICS erased = ROW_COUNT;
    RETURN erased;
END $$;

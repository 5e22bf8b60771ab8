-- Returns the condition that a row t of a table is of the source $1, or (null) of any, and between $2 and $3 by its column of the time.
CREATE OR REPLACE FUNCTION warehouse.within(at text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT '($1 IS NULL OR t.source = $1) AND '
        || CASE WHEN at IS NULL THEN '$2 = ''-infinity'' AND $3 = ''infinity''' ELSE format('t.%I >= $2 AND t.%1$I < $3', at) END
$$;

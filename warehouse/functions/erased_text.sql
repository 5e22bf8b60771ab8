-- Returns (erased) in the place of a wanted text, any other text unchanged. A landing keeps its channel, before the tab.
CREATE OR REPLACE FUNCTION warehouse.erased_text(text text, wanted text[]) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN text = ANY (wanted) THEN coalesce(substring(text FROM '^.*\t'), '') || '(erased)' ELSE text END
$$;

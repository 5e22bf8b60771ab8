-- The names of events that are counted apart, per source; events of further names count as (other).
CREATE OR REPLACE FUNCTION warehouse.name_limit() RETURNS int
LANGUAGE sql IMMUTABLE AS $$ SELECT 2000 $$;

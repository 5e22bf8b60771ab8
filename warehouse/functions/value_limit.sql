-- The values of a dimension that are counted apart, per source; further values count as (other).
CREATE OR REPLACE FUNCTION warehouse.value_limit() RETURNS int
LANGUAGE sql IMMUTABLE AS $$ SELECT 10000 $$;

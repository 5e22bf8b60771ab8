-- Returns true when a registered name or value holds one of its source's places: merges met it in the last 90 days, and no operator
-- released it.
CREATE OR REPLACE FUNCTION warehouse.holds_place(seen_on date, released_on date) RETURNS boolean
LANGUAGE sql STABLE AS $$ SELECT released_on IS NULL AND seen_on >= (now() AT TIME ZONE 'UTC')::date - 90 $$;

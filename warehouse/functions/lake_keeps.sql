-- Returns true while compact keeps the day's rows of the lake: its events, and the rejected ones that the warehouse still has counts of,
-- unless they are not asked for; source: null for every one.
-- Of the oldest day that it keeps the events that were received on the day before are gone.
CREATE OR REPLACE FUNCTION warehouse.lake_keeps(day date, source text, with_rejected boolean DEFAULT true) RETURNS boolean
LANGUAGE sql STABLE SET search_path = warehouse, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT FROM retention AS r
        WHERE (r.what = 'events'
                OR r.what = 'rejected' AND with_rejected
                    AND lake_keeps.day::timestamp AT TIME ZONE 'UTC' >= kept_since('rejected_counts_minute'))
            AND lake_keeps.day <= (now() AT TIME ZONE 'UTC')::date - r.days
            AND (lake_keeps.source IS NULL OR r.source = lake_keeps.source OR r.source = '' AND NOT EXISTS (
                SELECT FROM retention AS own WHERE own.source = lake_keeps.source AND own.what = r.what)))
$$;

-- Returns true while compact keeps the day's rows of the lake, and has not removed them by an earlier rule: its events, and the rejected
-- ones that the warehouse still has counts of, unless they are not asked for; source: null for every one.
-- Of the oldest day that it keeps the events that were received on the day before are gone.
CREATE OR REPLACE FUNCTION warehouse.lake_keeps(day date, source text, with_rejected boolean DEFAULT true) RETURNS boolean
LANGUAGE sql STABLE SET search_path = warehouse, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT FROM (
            SELECT r.source, r.what, (now() AT TIME ZONE 'UTC')::date - r.days AS before_day
            FROM retention AS r
            WHERE lake_keeps.source IS NULL OR r.source = lake_keeps.source OR r.source = '' AND NOT EXISTS (
                SELECT FROM retention AS own WHERE own.source = lake_keeps.source AND own.what = r.what)
            UNION ALL
            SELECT m.source, m.what, m.before_day
            FROM lake_removals AS m
            WHERE m.source = coalesce(lake_keeps.source, m.source)) AS gone
        WHERE lake_keeps.day <= gone.before_day
            AND (gone.what = 'events'
                OR gone.what = 'rejected' AND with_rejected
                    AND lake_keeps.day::timestamp AT TIME ZONE 'UTC' >= kept_since('rejected_counts_minute')))
$$;

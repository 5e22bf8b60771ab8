-- True while compact keeps the day's rows of the lake that the warehouse still has counts of. Of the oldest day that it keeps the events
-- that were received on the day before are gone.
SELECT NOT EXISTS (
    SELECT FROM warehouse.retention AS r
    WHERE (r.what = 'events' OR r.what = 'rejected' AND $1::timestamp AT TIME ZONE 'UTC' >= warehouse.kept_since('rejected_counts_minute'))
        AND $1 <= (now() AT TIME ZONE 'UTC')::date - r.days
        AND ($2 IS NULL OR r.source = $2 OR r.source = '' AND NOT EXISTS (
            SELECT FROM warehouse.retention AS own WHERE own.source = $2 AND own.what = r.what)))

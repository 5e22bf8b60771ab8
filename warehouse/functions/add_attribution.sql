-- Adds rows of attribution to a day that begin_report_day() has begun. rows: a JSON array of contracts/AttributionRow.
-- First touches of a day whose visitors the lake no longer has are left out: those that were counted before stay.
CREATE OR REPLACE FUNCTION warehouse.add_attribution(rows text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
BEGIN
    INSERT INTO attribution_days (day, source, funnel, touch, channel, visitors)
    SELECT day, source, funnel, touch, channel, visitors
    FROM json_to_recordset(rows::json) AS (day date, source text, funnel text, touch text, channel text, visitors bigint)
    WHERE NOT (touch = 'first' AND visitors_removed(source, day));
END $$;

-- Adds rows of retention to a day that begin_report_day() has begun. rows: a JSON array of contracts/RetentionRow.
-- Rows of a day or week whose visitors the lake no longer has are left out: those that were counted before stay.
CREATE OR REPLACE FUNCTION warehouse.add_retention(rows text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
BEGIN
    INSERT INTO retention_cohorts (source, grain, cohort, period, visitors)
    SELECT source, grain, cohort, period, visitors
    FROM json_to_recordset(rows::json) AS (source text, grain text, cohort date, period int, visitors bigint)
    WHERE NOT visitors_removed(source, cohort + CASE grain WHEN 'week' THEN 7 * period ELSE period END);
END $$;

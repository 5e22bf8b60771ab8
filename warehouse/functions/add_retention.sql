-- Adds rows of retention to a day that begin_report_day() has begun. rows: a JSON array of contracts/RetentionRow.
CREATE OR REPLACE FUNCTION warehouse.add_retention(rows text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    INSERT INTO retention_cohorts (source, grain, cohort, period, visitors)
    SELECT source, grain, cohort, period, visitors
    FROM json_to_recordset(rows::json) AS (source text, grain text, cohort date, period int, visitors bigint)
$$;

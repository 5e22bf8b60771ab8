-- Adds rows of funnels to a day that begin_report_day() has begun. rows: a JSON array of contracts/FunnelStepRow.
CREATE OR REPLACE FUNCTION warehouse.add_funnel_steps(rows text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    INSERT INTO funnel_steps (funnel, day, source, breakdown, value, step, name, visitors, median_seconds)
    SELECT funnel, day, source, breakdown, value, step, name, visitors, median_seconds
    FROM json_to_recordset(rows::json)
        AS (funnel text, day date, source text, breakdown text, value text, step int, name text, visitors bigint,
            median_seconds double precision)
$$;

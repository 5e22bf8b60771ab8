-- Adds rows of paths to a day that begin_report_day() has begun. rows: a JSON array of contracts/PathStepRow.
CREATE OR REPLACE FUNCTION warehouse.add_path_steps(rows text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    INSERT INTO path_steps (source, day, from_path, to_path, steps)
    SELECT source, day, from_path, to_path, steps
    FROM json_to_recordset(rows::json) AS (source text, day date, from_path text, to_path text, steps bigint)
$$;

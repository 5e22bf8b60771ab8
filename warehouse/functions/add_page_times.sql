-- Adds rows of page times to a day that begin_report_day() has begun. rows: a JSON array of contracts/PageTimeRow.
CREATE OR REPLACE FUNCTION warehouse.add_page_times(rows text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    INSERT INTO page_times (source, day, path, views, milliseconds)
    SELECT source, day, path, views, milliseconds
    FROM json_to_recordset(rows::json) AS (source text, day date, path text, views bigint, milliseconds bigint)
$$;

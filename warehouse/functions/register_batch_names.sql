-- Registers the names of a batch's events. rows: contracts/LiveMetricsRow, or contracts/SessionsRow, where dimension event has the names.
CREATE OR REPLACE FUNCTION warehouse.register_batch_names(rows json) RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp AS $$
BEGIN
    PERFORM register_names(array_agg(source), array_agg(name))
    FROM (
        SELECT DISTINCT coalesce(source, '') AS source, coalesce(CASE WHEN dimension IS NULL THEN name ELSE value END, '') AS name
        FROM json_to_recordset(rows)
            AS (source text COLLATE "C", name text COLLATE "C", code text, dimension text, value text COLLATE "C")
        WHERE coalesce(code, '') = '' AND coalesce(dimension, 'event') = 'event') AS met;
END $$;

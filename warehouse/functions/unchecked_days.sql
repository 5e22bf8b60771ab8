-- Returns the closed UTC days, since the first that was ever compared, that the lake keeps and no run of reprocess has compared since they
-- closed. A run that began before the end of a day has not seen all of it; one of another source has not seen the given
-- one. source: null for every one, which a run of one source has not seen. Without the minutes there is nothing to compare.
CREATE OR REPLACE FUNCTION reporting.unchecked_days(source text DEFAULT NULL) RETURNS TABLE (day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
    SELECT c.day::date
    FROM generate_series(
        (SELECT CASE WHEN count(*) > 0 THEN greatest(min(day), (kept_since('event_counts_minute') AT TIME ZONE 'UTC')::date) END
            FROM reprocess_differences),
        (now() AT TIME ZONE 'UTC')::date - 1, interval '1 day') AS c (day)
    WHERE NOT EXISTS (
            SELECT FROM reprocess_differences AS d JOIN reprocess_runs AS r USING (run_id)
            WHERE d.day = c.day::date AND d.name = '' AND (r.source IS NULL OR r.source = unchecked_days.source)
                AND r.started_at >= (c.day::date + 1)::timestamp AT TIME ZONE 'UTC')
        AND lake_keeps(c.day::date, unchecked_days.source)
$$;

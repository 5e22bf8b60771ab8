-- The UTC days before $1, since the first that was ever compared, that no run has compared since they closed; the newest first.
-- A run that began before the end of a day has not seen all of it; one of another source has not seen $2. Without the minutes there is
-- nothing to compare.
SELECT c.day::date
FROM generate_series(
    (SELECT CASE WHEN count(*) > 0 THEN greatest(min(day), (warehouse.kept_since('event_counts_minute') AT TIME ZONE 'UTC')::date) END
        FROM warehouse.reprocess_differences),
    $1 - 1, interval '1 day') AS c (day)
WHERE NOT EXISTS (
    SELECT FROM warehouse.reprocess_differences AS d JOIN warehouse.reprocess_runs AS r USING (run_id)
    WHERE d.day = c.day::date AND d.name = '' AND (r.source IS NULL OR r.source = $2)
        AND r.started_at >= (c.day::date + 1)::timestamp AT TIME ZONE 'UTC')
ORDER BY 1 DESC

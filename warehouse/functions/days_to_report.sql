-- Returns the UTC days that report has to compute, oldest first: it has not computed them, or computed them while they or the next day,
-- on which their funnels end, were open, or before reprocess corrected them last.
-- Leaves out days whose results would not be kept.
CREATE OR REPLACE FUNCTION warehouse.days_to_report(days date[]) RETURNS SETOF date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT given.day
    FROM unnest(days) AS given (day)
    LEFT JOIN report_days AS reported USING (day)
    WHERE given.day >= (kept_since('daily_summary') AT TIME ZONE 'UTC')::date
        AND (reported.day IS NULL
            OR reported.reported_at < least((given.day + 2)::timestamp AT TIME ZONE 'UTC', date_trunc('day', now(), 'UTC'))
            OR EXISTS (
            SELECT FROM reprocess_differences AS d JOIN reprocess_runs AS r USING (run_id)
            WHERE d.day = given.day AND r.ended_at > reported.reported_at))
    ORDER BY 1;
END $$;

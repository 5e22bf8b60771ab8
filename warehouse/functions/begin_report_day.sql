-- Removes the results of a UTC day, so that the rows added in the same transaction replace them. Of two runs at once the second waits.
-- reported_at is the begin of the run: what reprocess corrects while the report reads makes the day stale.
CREATE OR REPLACE FUNCTION warehouse.begin_report_day(day date, run_id text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
#variable_conflict use_column
BEGIN
    INSERT INTO report_days AS r (day, run_id, reported_at)
    SELECT begin_report_day.day, begin_report_day.run_id,
        coalesce((SELECT b.started_at FROM batch_runs AS b WHERE b.run_id = begin_report_day.run_id), clock_timestamp())
    ON CONFLICT (day) DO UPDATE SET run_id = excluded.run_id, reported_at = excluded.reported_at;

    DELETE FROM daily_summary WHERE day = begin_report_day.day;
    DELETE FROM funnel_steps WHERE day = begin_report_day.day;
    DELETE FROM path_steps WHERE day = begin_report_day.day;
    DELETE FROM page_times WHERE day = begin_report_day.day;
    DELETE FROM attribution_days WHERE day = begin_report_day.day;
    DELETE FROM retention_cohorts
    WHERE cohort + period = begin_report_day.day AND grain = 'day'
        OR cohort + 7 * period = date_trunc('week', begin_report_day.day::timestamp)::date AND grain = 'week';
END $$;

-- Removes the results of a UTC day, so that the rows added in the same transaction replace them. Of two runs at once the second waits.
-- read_at is the time since when the run kept reprocess from correcting: what that corrected before is in the report.
-- Where the lake's visitors of the day are removed, what needs them stays: new visitors, retention, first touches.
CREATE OR REPLACE FUNCTION warehouse.begin_report_day(day date, run_id text, read_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
#variable_conflict use_column
DECLARE
    monday constant date := date_trunc('week', begin_report_day.day::timestamp)::date;
BEGIN
    INSERT INTO report_days AS r (day, run_id, reported_at)
    VALUES (begin_report_day.day, begin_report_day.run_id, begin_report_day.read_at)
    ON CONFLICT (day) DO UPDATE SET run_id = excluded.run_id, reported_at = excluded.reported_at;

    DELETE FROM daily_summary AS s
    WHERE s.day = begin_report_day.day AND NOT (s.new_visitors > 0 AND visitors_removed(s.source, s.day));
    UPDATE daily_summary SET (visitors, sessions, bounces, page_views, duration_p50_s, duration_p90_s, events, revenue, conversions)
        = (0, 0, 0, 0, NULL, NULL, 0, '{}', '{}')
    WHERE day = begin_report_day.day;
    DELETE FROM funnel_steps WHERE day = begin_report_day.day;
    DELETE FROM path_steps WHERE day = begin_report_day.day;
    DELETE FROM page_times WHERE day = begin_report_day.day;
    DELETE FROM attribution_days AS a
    WHERE a.day = begin_report_day.day AND NOT (a.touch = 'first' AND visitors_removed(a.source, a.day));
    DELETE FROM retention_cohorts AS c
    WHERE c.cohort + c.period = begin_report_day.day AND c.grain = 'day' AND NOT visitors_removed(c.source, begin_report_day.day)
        OR c.cohort + 7 * c.period = monday AND c.grain = 'week' AND NOT visitors_removed(c.source, monday);
END $$;

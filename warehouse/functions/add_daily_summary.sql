-- Adds the summaries of a day that begin_report_day() has begun, after its funnels: the visitors at a funnel's last step are its
-- conversions. rows: a JSON array of contracts/DailySummaryRow. A row that begin_report_day() has left keeps its new visitors.
CREATE OR REPLACE FUNCTION warehouse.add_daily_summary(rows text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    INSERT INTO daily_summary (day, source, visitors, new_visitors, sessions, bounces, page_views, duration_p50_s, duration_p90_s,
        events, revenue, conversions)
    SELECT r.day, r.source, r.visitors, r.new_visitors, r.sessions, r.bounces, r.page_views, r.duration_p50_s, r.duration_p90_s, r.events,
        coalesce(r.revenue, '{}'), coalesce(completed.conversions, '{}')
    FROM json_to_recordset(rows::json)
        AS r (day date, source text, visitors bigint, new_visitors bigint, sessions bigint, bounces bigint, page_views bigint,
            duration_p50_s double precision, duration_p90_s double precision, events bigint, revenue jsonb)
    CROSS JOIN LATERAL (
        SELECT jsonb_object_agg(last.funnel, last.visitors) AS conversions
        FROM (
            SELECT DISTINCT ON (f.funnel) f.funnel, f.visitors
            FROM funnel_steps AS f
            WHERE f.day = r.day AND f.source = r.source AND f.breakdown = ''
            ORDER BY f.funnel, f.step DESC
        ) AS last
    ) AS completed
    ON CONFLICT ON CONSTRAINT daily_summary_pkey DO UPDATE SET
        (visitors, sessions, bounces, page_views, duration_p50_s, duration_p90_s, events, revenue, conversions)
        = (excluded.visitors, excluded.sessions, excluded.bounces, excluded.page_views, excluded.duration_p50_s, excluded.duration_p90_s,
        excluded.events, excluded.revenue, excluded.conversions)
$$;

-- Returns the time from which a table keeps its rows; retention is defined only here. Days are UTC days.
CREATE OR REPLACE FUNCTION warehouse.kept_since(table_name text) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
    SELECT date_trunc('day', now(), 'UTC') - CASE table_name
        WHEN 'event_counts_second' THEN interval '2 days'
        WHEN 'batches' THEN interval '2 days'
        WHEN 'rejected_counts_minute' THEN interval '90 days'
        WHEN 'late_counts_minute' THEN interval '90 days'
        WHEN 'dead_letters' THEN interval '90 days'
        WHEN 'grafana_pushes' THEN interval '90 days'
        WHEN 'dimension_counts_minute' THEN interval '90 days'
        WHEN 'dimension_values' THEN interval '90 days'
        WHEN 'sessions' THEN interval '60 days'
        WHEN 'event_counts_minute' THEN interval '400 days'
        WHEN 'event_names' THEN interval '400 days'
        WHEN 'batch_runs' THEN interval '400 days'
        WHEN 'reprocess_runs' THEN interval '400 days'
        WHEN 'reprocess_differences' THEN interval '400 days'
        WHEN 'live_visitors' THEN interval '400 days'
        WHEN 'session_days' THEN interval '400 days'
        WHEN 'session_spans' THEN interval '400 days'
        WHEN 'session_values' THEN interval '400 days'
        WHEN 'session_revenue' THEN interval '400 days'
        WHEN 'dimension_counts_day' THEN interval '400 days'
        WHEN 'report_days' THEN interval '400 days'
        WHEN 'daily_summary' THEN interval '400 days'
        WHEN 'retention_cohorts' THEN interval '400 days'
        WHEN 'funnel_steps' THEN interval '400 days'
        WHEN 'path_steps' THEN interval '400 days'
        WHEN 'page_times' THEN interval '400 days'
        WHEN 'attribution_days' THEN interval '400 days'
        WHEN 'erasures' THEN interval '400 days'
    END
$$;

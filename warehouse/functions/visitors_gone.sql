-- Returns true where live_visitors no longer holds the first events of a source on a UTC day: they are past their retention, or were
-- removed by a rule that kept less.
CREATE OR REPLACE FUNCTION warehouse.visitors_gone(source text, day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
    SELECT day < coalesce(
            current_date - (
                SELECT r.days FROM retention AS r
                WHERE r.what = 'visitors' AND r.source IN (visitors_gone.source, '')
                ORDER BY r.source DESC LIMIT 1),
            kept_since('live_visitors')::date)
        OR NOT EXISTS (SELECT FROM live_visitors AS v WHERE v.source = visitors_gone.source AND v.first_at < visitors_gone.day + 1)
$$;

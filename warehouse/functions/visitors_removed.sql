-- Returns true where compact removes the lake's visitors of a source on a UTC day, or has removed them by an earlier rule: who was new on
-- the day, and who came back, can no longer be counted.
CREATE OR REPLACE FUNCTION warehouse.visitors_removed(source text, day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
    SELECT coalesce(day < greatest(
        current_date - (
            SELECT r.days FROM retention AS r
            WHERE r.what = 'visitors' AND r.source IN (visitors_removed.source, '')
            ORDER BY r.source DESC LIMIT 1),
        (SELECT m.before_day FROM lake_removals AS m WHERE m.what = 'visitors' AND m.source = visitors_removed.source)), false)
$$;

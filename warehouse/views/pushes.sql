CREATE VIEW reporting.pushes AS
SELECT
    kind,
    max(pushed_at) AS last_pushed_at,
    1000 * date_part('epoch', greatest(now() - max(pushed_at), interval '0')) AS age_ms,
    count(push_id) FILTER (WHERE pushed_at IS NULL) AS waiting,
    min(created_at) FILTER (WHERE pushed_at IS NULL) AS oldest_waiting_at,
    (array_agg(last_error ORDER BY push_id DESC) FILTER (WHERE pushed_at IS NULL))[1] AS last_error
FROM unnest(ARRAY['live', 'annotation']) AS kind LEFT JOIN warehouse.grafana_pushes USING (kind)
GROUP BY kind;

COMMENT ON VIEW reporting.pushes IS
    'Per kind of push to Grafana: the time of the last successful one and its age in milliseconds (null when there was none), how many '
    'wait for the next run, since when, and why the newest of them was not pushed.';

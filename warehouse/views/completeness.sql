CREATE VIEW reporting.completeness AS
SELECT
    bucket,
    date_trunc('day', bucket, 'UTC') AS day,
    source,
    sum(counted)::bigint AS counted,
    sum(rejected)::bigint AS rejected,
    sum(late)::bigint AS late,
    sum(other)::bigint AS other
FROM (
    SELECT bucket, source, events AS counted, 0 AS rejected, 0 AS late, CASE WHEN name = '(other)' THEN events ELSE 0 END AS other
    FROM warehouse.event_counts_minute
    UNION ALL
    SELECT bucket, source, 0, events, 0, 0 FROM warehouse.rejected_counts_minute
    UNION ALL
    SELECT bucket, source, 0, 0, events, 0 FROM warehouse.late_counts_minute
    UNION ALL
    SELECT c.bucket, c.source, CASE c.kind WHEN 'minute' THEN c.events ELSE 0 END, CASE c.kind WHEN 'rejected' THEN c.events ELSE 0 END,
        CASE c.kind WHEN 'late' THEN c.events ELSE 0 END,
        CASE WHEN c.kind = 'minute' AND c.name = '(other)' THEN c.events ELSE 0 END
    FROM staging.count_changes AS c JOIN warehouse.corrections AS f ON c.run_id = f.run_id AND c.bucket >= f.from_at
    WHERE c.kind <> 'second'
) AS part
GROUP BY bucket, source;

COMMENT ON VIEW reporting.completeness IS
    'The outcomes of events, by minute (UTC) and source: counted, by the minute in which they occurred; rejected, not counted but kept '
    'with the reason; late, those of the counted that arrived when their seconds were gone; other, those of the counted whose name is not '
    'among the source''s first 2,000, counted as (other). Choose the range by bucket, add up by day.';

CREATE VIEW reporting.dead_letters AS
SELECT date_trunc('minute', put_aside_at, 'UTC') AS bucket, query, reason, count(*) AS events
FROM warehouse.dead_letters
GROUP BY 1, 2, 3;

COMMENT ON VIEW reporting.dead_letters IS
    'Messages that a sink refused one by one, by the minute in which they were put aside, query and what the sink said; 90 days. Their '
    'bytes are in warehouse.dead_letters.';

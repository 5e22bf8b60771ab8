-- The names that were counted before there was a limit, the frequent ones first.
INSERT INTO warehouse.event_names (source, name)
SELECT source, name
FROM (
    SELECT source, name, row_number() OVER (PARTITION BY source ORDER BY sum(events) DESC, name) AS rank
    FROM warehouse.event_counts_minute
    GROUP BY source, name) AS counted
WHERE rank <= 2000;

-- The names that were counted before there was a limit, the frequent ones first; of the last 30 days, since adding up all would hold the
-- migration for minutes. Names of older days are registered when reprocess meets them.
INSERT INTO warehouse.event_names (source, name)
SELECT source, name
FROM (
    SELECT source, name, row_number() OVER (PARTITION BY source ORDER BY sum(events) DESC, name) AS rank
    FROM warehouse.event_counts_minute
    WHERE bucket >= now() - interval '30 days'
    GROUP BY source, name) AS counted
WHERE rank <= 2000;

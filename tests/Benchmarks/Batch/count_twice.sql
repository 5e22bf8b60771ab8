-- Counts an event in a hundred once more, in its second, its minute and its dimensions, as live queries do with duplicates.
UPDATE warehouse.dimension_counts_minute AS d SET events = d.events + 1
WHERE mod(abs(hashtext(d.source || d.dimension || d.value) # extract(epoch FROM d.bucket)::int), 100) = 0;

WITH duplicate AS (
    UPDATE warehouse.event_counts_second AS s SET events = s.events + 1
    WHERE mod(abs(hashtext(s.source || s.name || s.country || s.device) # extract(epoch FROM s.bucket)::int), 100) = 0
    RETURNING date_trunc('minute', s.bucket) AS bucket, s.source, s.name, s.country, s.device, s.currency),
added AS (SELECT bucket, source, name, country, device, currency, count(*) AS events FROM duplicate GROUP BY 1, 2, 3, 4, 5, 6)
UPDATE warehouse.event_counts_minute AS m SET events = m.events + t.events
FROM added AS t
WHERE m.bucket = t.bucket AND m.source = t.source AND m.name = t.name AND m.country = t.country AND m.device = t.device
    AND m.currency = t.currency

INSERT INTO stock.event_counts (bucket, name, country, device, events, revenue, newest_received_at)
SELECT bucket, name, country, device, events, revenue, newest_received_at FROM stock.staging
ON CONFLICT (bucket, name, country, device) DO UPDATE
SET events = excluded.events, revenue = excluded.revenue, newest_received_at = excluded.newest_received_at

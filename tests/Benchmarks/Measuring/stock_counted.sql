SELECT coalesce(sum(events), 0)::bigint FROM stock.event_counts

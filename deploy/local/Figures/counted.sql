SELECT
    (SELECT coalesce(sum(events), 0)::bigint FROM warehouse.event_counts_minute),
    (SELECT coalesce(sum(events), 0)::bigint FROM warehouse.rejected_counts_minute)

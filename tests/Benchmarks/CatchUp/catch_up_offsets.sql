SELECT coalesce(sum(next_offset), 0)::bigint
FROM warehouse.ingest_ledger

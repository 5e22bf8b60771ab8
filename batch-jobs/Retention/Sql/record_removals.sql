SELECT warehouse.record_removals($1, $2, $3)

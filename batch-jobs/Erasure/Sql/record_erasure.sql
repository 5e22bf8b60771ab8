SELECT warehouse.record_erasure($1, $2, $3, $4)

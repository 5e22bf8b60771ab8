SELECT warehouse.erase_sessions($1, $2, $3, $4, $5, $6, $7)

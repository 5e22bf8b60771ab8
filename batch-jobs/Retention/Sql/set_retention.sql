SELECT warehouse.set_retention($1, $2, $3)

SELECT warehouse.erase_dead_letters($1)

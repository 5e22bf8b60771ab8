SELECT action, object FROM warehouse.maintain();

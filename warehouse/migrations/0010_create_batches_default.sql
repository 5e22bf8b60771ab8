CREATE TABLE warehouse.batches_default PARTITION OF warehouse.batches DEFAULT;

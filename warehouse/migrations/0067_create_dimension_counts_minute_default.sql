-- Dates of 1970 and 9999, and every range that maintain() has not made: a row always has a place.
CREATE TABLE warehouse.dimension_counts_minute_default PARTITION OF warehouse.dimension_counts_minute DEFAULT
    WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

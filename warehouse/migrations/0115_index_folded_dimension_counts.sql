-- Few rows have this value, and how many events they count is asked for over the whole range.
CREATE INDEX dimension_counts_minute_folded ON warehouse.dimension_counts_minute (bucket) WHERE value = '(other)';

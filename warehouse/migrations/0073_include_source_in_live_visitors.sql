-- New visitors of months are counted from the index alone.
DROP INDEX warehouse.live_visitors_first_at;
CREATE INDEX live_visitors_first_at ON warehouse.live_visitors (first_at) INCLUDE (source);

-- The role for write keys reads, adds and changes them, and deletes none.
REVOKE ALL ON ALL TABLES IN SCHEMA warehouse, reporting FROM analytics_keys;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA warehouse, reporting FROM analytics_keys;
GRANT USAGE ON SCHEMA warehouse TO analytics_keys;
GRANT SELECT, INSERT, UPDATE ON warehouse.api_keys TO analytics_keys;

-- The collector has only SELECT on the write keys.
REVOKE ALL ON ALL TABLES IN SCHEMA warehouse, reporting FROM analytics_collector;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA warehouse, reporting FROM analytics_collector;
GRANT USAGE ON SCHEMA warehouse TO analytics_collector;
GRANT SELECT ON warehouse.api_keys TO analytics_collector;

-- Dashboards have only SELECT on the views of reporting.
REVOKE ALL ON ALL TABLES IN SCHEMA warehouse, reporting FROM analytics_reader;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA warehouse, reporting FROM analytics_reader;
GRANT USAGE ON SCHEMA reporting TO analytics_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO analytics_reader;

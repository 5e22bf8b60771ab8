-- Dashboards have only SELECT on the views of reporting, and its functions, which read data that a view may not.
REVOKE ALL ON ALL TABLES IN SCHEMA warehouse, reporting FROM analytics_reader;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA warehouse, reporting FROM analytics_reader;
GRANT USAGE ON SCHEMA reporting TO analytics_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO analytics_reader;
GRANT EXECUTE ON FUNCTION reporting.open_transactions(), reporting.unchecked_days(text) TO analytics_reader;

-- Run as analytics_owner. Revokes PUBLIC's default rights first, so that no object is open even for a moment.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
SET client_min_messages = warning;
CREATE SCHEMA IF NOT EXISTS warehouse;
CREATE SCHEMA IF NOT EXISTS reporting;
RESET client_min_messages;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format(
        'GRANT CONNECT ON DATABASE %I TO analytics_writer, analytics_batch, analytics_reader, analytics_collector, analytics_keys',
        current_database()
    );
END $$;

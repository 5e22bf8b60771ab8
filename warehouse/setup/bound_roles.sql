-- What a role is held to by itself. The walls are the grants; these are the brakes.
-- jit is off where answers are due in milliseconds: compiling a plan takes longer than running it.
ALTER ROLE analytics_reader CONNECTION LIMIT 32;
ALTER ROLE analytics_reader SET default_transaction_read_only = on;
ALTER ROLE analytics_reader SET statement_timeout = '15s';
ALTER ROLE analytics_reader SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE analytics_reader SET search_path = reporting;
ALTER ROLE analytics_reader SET jit = off;

-- Sums and offsets share a transaction: after a crash both are behind together and the range is read again, so nothing is lost.
ALTER ROLE analytics_writer CONNECTION LIMIT 32;
ALTER ROLE analytics_writer SET synchronous_commit = off;
ALTER ROLE analytics_writer SET search_path = warehouse;
ALTER ROLE analytics_writer SET jit = off;

ALTER ROLE analytics_batch CONNECTION LIMIT 16;
ALTER ROLE analytics_batch SET search_path = warehouse, reporting;

ALTER ROLE analytics_collector CONNECTION LIMIT 32;
ALTER ROLE analytics_collector SET default_transaction_read_only = on;
ALTER ROLE analytics_collector SET statement_timeout = '5s';
ALTER ROLE analytics_collector SET search_path = warehouse;
ALTER ROLE analytics_collector SET jit = off;

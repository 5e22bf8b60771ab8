-- Limits per role. The grants, temp_file_limit (a superuser's setting: the role cannot lift it) and end_long_reads() are binding;
-- the role may lift the time limits.
-- Days are UTC days, whatever the server's time zone: a step of '1 day' from a timestamptz is a day of the session's zone.
ALTER ROLE analytics_owner SET timezone = 'UTC';
ALTER ROLE analytics_writer SET timezone = 'UTC';
ALTER ROLE analytics_batch SET timezone = 'UTC';
ALTER ROLE analytics_reader SET timezone = 'UTC';
ALTER ROLE analytics_collector SET timezone = 'UTC';
ALTER ROLE analytics_keys SET timezone = 'UTC';

-- jit is off for roles that need answers in milliseconds: compiling a plan takes longer than running it.
ALTER ROLE analytics_reader CONNECTION LIMIT 32;
ALTER ROLE analytics_reader SET default_transaction_read_only = on;
ALTER ROLE analytics_reader SET statement_timeout = '15s';
ALTER ROLE analytics_reader SET idle_in_transaction_session_timeout = '60s';
-- A table of values groups a day's visitors in memory.
ALTER ROLE analytics_reader SET work_mem = '16MB';
ALTER ROLE analytics_reader SET search_path = reporting;
ALTER ROLE analytics_reader SET jit = off;

-- Sums and offsets share a transaction: after a crash both are equally old and the range is read again, so nothing is lost.
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

ALTER ROLE analytics_keys CONNECTION LIMIT 8;
ALTER ROLE analytics_keys SET statement_timeout = '15s';
ALTER ROLE analytics_keys SET search_path = warehouse;

-- The limit is per session; a parallel worker counts as one.
DO $$
DECLARE
    role_name text;
BEGIN
    IF has_parameter_privilege('temp_file_limit', 'SET') THEN
        ALTER ROLE analytics_reader SET temp_file_limit = '256MB';
        ALTER ROLE analytics_collector SET temp_file_limit = '16MB';
        ALTER ROLE analytics_keys SET temp_file_limit = '16MB';
        ALTER ROLE analytics_batch SET temp_file_limit = '8GB';
    ELSE
        RAISE NOTICE 'roles: temp_file_limit is not set, for % is no superuser: a query may fill the disk with temporary files',
            current_user;
    END IF;

    -- The owner may see and end the sessions of the roles of people and of collectors.
    FOREACH role_name IN ARRAY ARRAY['analytics_reader', 'analytics_collector', 'analytics_keys'] LOOP
        IF NOT pg_has_role('analytics_owner', role_name, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO analytics_owner', role_name);
        END IF;
    END LOOP;

    -- The owner may see since when any session has a transaction open (open_transactions()).
    IF NOT pg_has_role('analytics_owner', 'pg_read_all_stats', 'MEMBER') THEN
        BEGIN
            GRANT pg_read_all_stats TO analytics_owner;
        EXCEPTION WHEN insufficient_privilege THEN
            RAISE NOTICE 'roles: % may not grant pg_read_all_stats: open transactions of other roles are not seen', current_user;
        END;
    END IF;
END $$;

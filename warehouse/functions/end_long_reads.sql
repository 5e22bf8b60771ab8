-- Ends sessions of the roles of people and of collectors that are in one transaction for longer, or hold or wait for an advisory lock: a
-- role may lift every time limit that it is given, and an open transaction keeps partitions from being dropped and rows from being
-- vacuumed. record_heartbeat() and maintain() call it, so it works while a query runs. It does nothing where the owner lacks the right.
CREATE OR REPLACE FUNCTION warehouse.end_long_reads(longest interval DEFAULT '1 minute') RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    SELECT count(*) FILTER (WHERE pg_terminate_backend(pid))
    FROM pg_stat_activity
    WHERE datname = current_database()
        AND usename IN ('analytics_reader', 'analytics_collector', 'analytics_keys')
        AND pg_has_role('analytics_owner', usename, 'USAGE')
        AND has_function_privilege('analytics_owner', 'pg_terminate_backend(integer, bigint)', 'EXECUTE')
        AND (xact_start < clock_timestamp() - longest
            OR pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory'))
$$;

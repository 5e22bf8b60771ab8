-- Ends, before migrate waits for its lock, the sessions of the roles of people and of collectors that hold or wait for an advisory lock.
-- There are none where PUBLIC may not execute the lock functions; does nothing where the roles do not exist or may not be ended.
SELECT pg_terminate_backend(pid)
FROM pg_stat_activity
WHERE datname = current_database()
    AND usename IN ('analytics_reader', 'analytics_collector', 'analytics_keys')
    AND pg_has_role(usesysid, 'USAGE')
    AND has_function_privilege('pg_terminate_backend(integer, bigint)', 'EXECUTE')
    AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory');

-- Before migrate waits for its lock: sessions of those who only read that hold or want an advisory lock are no migrate of anybody's.
-- Where these functions are taken from PUBLIC there are none; it does nothing where the roles are not there yet or may not be ended.
SELECT pg_terminate_backend(pid)
FROM pg_stat_activity
WHERE datname = current_database()
    AND usename IN ('analytics_reader', 'analytics_collector')
    AND pg_has_role(usesysid, 'USAGE')
    AND has_function_privilege('pg_terminate_backend(integer, bigint)', 'EXECUTE')
    AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory');

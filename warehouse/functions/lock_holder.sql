-- Returns the holder of the lock that keeps a query single: 'backend pid N since T'; null when the lock is free.
-- It runs with the caller's rights: for a session of another role it returns 'backend pid N of ROLE'.
CREATE OR REPLACE FUNCTION warehouse.lock_holder(query text) RETURNS text
LANGUAGE sql STABLE SET search_path = warehouse, pg_temp AS $$
    SELECT concat('backend pid ', a.pid,
        coalesce(' since ' || to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'), ' of ' || a.usename))
    FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)
    WHERE l.locktype = 'advisory' AND l.granted
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND l.objid = (hashtext('analytics.' || lock_holder.query)::bigint & 4294967295)::oid
    LIMIT 1
$$;

-- Returns the roles that keep a transaction of this database open for over a minute: rows that it may see are not vacuumed, so that the
-- rows that each batch updates grow and batches become slow. It returns no text of a query, because a viewer may call it.
-- Without pg_read_all_stats of the owner, which setup grants where it can, it knows the roles of the warehouse only.
CREATE OR REPLACE FUNCTION reporting.open_transactions() RETURNS TABLE (role text, program text, state text, seconds float8)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    SELECT usename::text, coalesce(application_name, ''), coalesce(state, ''), extract(epoch FROM clock_timestamp() - xact_start)::float8
    FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND xact_start < clock_timestamp() - interval '1 minute'
    UNION ALL
    SELECT owner::text, gid, 'prepared', extract(epoch FROM clock_timestamp() - prepared)::float8
    FROM pg_prepared_xacts
    WHERE database = current_database() AND prepared < clock_timestamp() - interval '1 minute'
$$;

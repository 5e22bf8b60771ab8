-- Everything that a migration makes, as one comparable text.
SELECT 'column', attrelid::regclass::text, attname, atttypid::regtype::text || attnotnull
FROM pg_attribute JOIN pg_class AS c ON c.oid = attrelid
    WHERE c.relnamespace IN ('warehouse'::regnamespace, 'reporting'::regnamespace) AND attnum > 0
UNION ALL SELECT 'relation', oid::regclass::text, relkind::text, concat(relowner::regrole, reloptions, relacl, obj_description(oid),
pg_get_expr(relpartbound, oid), pg_get_viewdef(oid))
    FROM pg_class WHERE relnamespace IN ('warehouse'::regnamespace, 'reporting'::regnamespace) AND relkind IN ('r', 'p', 'v')
UNION ALL SELECT 'index', indexrelid::regclass::text, '', pg_get_indexdef(indexrelid)
FROM pg_index WHERE indrelid::regclass::text LIKE 'warehouse.%'
UNION ALL SELECT 'function', oid::regprocedure::text, '', concat(pg_get_functiondef(oid), proacl)
FROM pg_proc WHERE pronamespace = 'warehouse'::regnamespace
UNION ALL SELECT 'role', rolname, '', concat(rolcanlogin, rolconnlimit, rolconfig) FROM pg_roles WHERE rolname LIKE 'analytics_%'
UNION ALL SELECT 'database', current_database()::text, '',
(SELECT concat(datdba::regrole, datacl) FROM pg_database WHERE datname = current_database())
UNION ALL SELECT 'schema', nspname, '', concat(nspowner::regrole, nspacl)
FROM pg_namespace WHERE nspname IN ('public', 'warehouse', 'reporting')
ORDER BY 1, 2, 3

-- Roles belong to the whole server: migrates of two databases would update the same rows, and "tuple concurrently updated" ends
-- the migration's connection. Only a superuser may lock a catalog of the server; others try again.
DO $$
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        LOCK TABLE pg_authid IN SHARE ROW EXCLUSIVE MODE;
    END IF;
END $$;

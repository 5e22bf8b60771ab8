-- Roles belong to the whole server: migrates of two databases would meet in the same rows, and "tuple concurrently updated" ends
-- the connection with the migration. A catalog of the server may be locked by a superuser alone; others try again.
DO $$
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        LOCK TABLE pg_authid IN SHARE ROW EXCLUSIVE MODE;
    END IF;
END $$;

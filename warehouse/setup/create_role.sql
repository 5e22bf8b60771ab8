-- Run by a role that may create roles, once for each role; parameters: analytics.role, analytics.password, analytics.variable.
-- Without a password a new role may not log in, and an existing role keeps its password.
DO $$
DECLARE
    role_name constant text := current_setting('analytics.role');
    secret constant text := current_setting('analytics.password');
    variable constant text := current_setting('analytics.variable');
    existed constant boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = role_name);
BEGIN
    IF NOT existed THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
    END IF;

    IF secret <> '' THEN
        EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', role_name, secret);
        RAISE NOTICE 'role %: password set', role_name;
    ELSIF existed AND (SELECT rolcanlogin FROM pg_roles WHERE rolname = role_name) THEN
        RAISE NOTICE 'role %: keeps its password, % is not set', role_name, variable;
    ELSE
        RAISE NOTICE 'role %: may not log in, % is not set', role_name, variable;
    END IF;
END $$;

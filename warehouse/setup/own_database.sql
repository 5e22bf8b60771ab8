-- Later migrations run as the owner of the database, without a superuser.
DO $$
DECLARE
    -- From 16 on the creator of a role is a member that may not become it.
    becomes constant text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
    IF NOT pg_has_role(current_user, 'analytics_owner', becomes) THEN
        EXECUTE format('GRANT analytics_owner TO %I', current_user);
    END IF;

    IF (SELECT datdba <> 'analytics_owner'::regrole FROM pg_database WHERE datname = current_database()) THEN
        EXECUTE format('ALTER DATABASE %I OWNER TO analytics_owner', current_database());
    END IF;
END $$;

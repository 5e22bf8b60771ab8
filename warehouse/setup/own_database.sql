-- Later migrations run as the owner of the database, without a superuser.
DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'analytics_owner', 'MEMBER') THEN
        EXECUTE format('GRANT analytics_owner TO %I', current_user);
    END IF;

    IF (SELECT datdba <> 'analytics_owner'::regrole FROM pg_database WHERE datname = current_database()) THEN
        EXECUTE format('ALTER DATABASE %I OWNER TO analytics_owner', current_database());
    END IF;
END $$;

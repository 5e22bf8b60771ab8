-- By default PUBLIC may execute these functions, even read-only: with them a reader takes the locks of jobs, fills the disk,
-- or ends the sessions of others. Rights on functions of pg_catalog apply to one database; only a superuser may change them.
DO $$
DECLARE
    super constant boolean := (SELECT rolsuper FROM pg_roles WHERE rolname = current_user);
    open_to_all text;
BEGIN
    SELECT string_agg(oid::regprocedure::text, ', ' ORDER BY oid) INTO open_to_all
    FROM pg_proc
    WHERE pronamespace = 'pg_catalog'::regnamespace
        AND has_function_privilege('public', oid, 'EXECUTE')
        AND (proname ~ '^pg_(try_)?advisory_(xact_)?lock'
            OR proname ~ '^(lo_|loread$|lowrite$)'
            OR proname ~ '^pg_sleep'
            OR proname IN ('pg_cancel_backend', 'pg_terminate_backend', 'pg_notify', 'pg_export_snapshot', 'pg_logical_emit_message'));

    IF super THEN
        IF open_to_all IS NOT NULL THEN
            EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', open_to_all);
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO analytics_owner', open_to_all);
            GRANT EXECUTE ON FUNCTION pg_cancel_backend(integer), pg_terminate_backend(integer, bigint) TO pg_signal_backend;
        END IF;

        -- Covers a server whose template already revoked it from PUBLIC.
        IF NOT has_function_privilege('analytics_owner', 'pg_terminate_backend(integer, bigint)', 'EXECUTE') THEN
            GRANT EXECUTE ON FUNCTION pg_terminate_backend(integer, bigint) TO analytics_owner;
        END IF;

        -- A streaming query holds a lock on its name while it runs.
        IF NOT has_function_privilege('analytics_writer', 'pg_try_advisory_lock(bigint)', 'EXECUTE') THEN
            GRANT EXECUTE ON FUNCTION pg_try_advisory_lock(bigint) TO analytics_writer;
        END IF;

        -- An anonymous block can fill the server's log; existing functions run without USAGE.
        IF EXISTS (SELECT FROM pg_language WHERE lanname = 'plpgsql' AND has_language_privilege('public', oid, 'USAGE')) THEN
            REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
            GRANT USAGE ON LANGUAGE plpgsql TO analytics_owner;
        END IF;
    ELSIF open_to_all IS NOT NULL THEN
        RAISE NOTICE 'catalog: advisory locks, large objects, signals and sleep stay open to every role, for % is no superuser',
            current_user;
    END IF;
END $$;

-- Drops the views, which each run creates again, so that their columns and those of their tables may change.
DO $$
DECLARE
    view_name name;
BEGIN
    FOR view_name IN SELECT viewname FROM pg_views WHERE schemaname = 'reporting' LOOP
        EXECUTE format('DROP VIEW IF EXISTS reporting.%I CASCADE', view_name);
    END LOOP;
END $$;

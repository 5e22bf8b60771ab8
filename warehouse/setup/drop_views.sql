-- Views are made anew at each run, so that their columns may change, and so that migrations may change the columns below them.
DO $$
DECLARE
    view_name name;
BEGIN
    FOR view_name IN SELECT viewname FROM pg_views WHERE schemaname = 'reporting' LOOP
        EXECUTE format('DROP VIEW IF EXISTS reporting.%I CASCADE', view_name);
    END LOOP;
END $$;

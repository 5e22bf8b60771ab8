-- Refuses a session that does not hold the lock of lock_reprocess(): another run may have changed the staged rows.
CREATE OR REPLACE FUNCTION warehouse.check_lock() RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()
            AND objid = (hashtext('analytics.reprocess')::bigint & 4294967295)::oid)
    THEN
        RAISE EXCEPTION 'The session does not hold the lock of lock_reprocess(): another run may have changed the staged rows'
            USING ERRCODE = 'AN003';
    END IF;
END $$;

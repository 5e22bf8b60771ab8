-- Takes the lock that keeps reprocess single; it lasts until the session ends. False when another session has it.
CREATE OR REPLACE FUNCTION warehouse.lock_reprocess() RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    SELECT pg_try_advisory_lock(hashtext('analytics.reprocess'))
$$;

-- Takes the lock of the schedule, of which one runs: returns true when this session now holds it, until the session ends.
-- lock_holder('schedule') names the holder.
CREATE OR REPLACE FUNCTION warehouse.take_schedule_lock() RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    SELECT pg_try_advisory_lock(hashtext('analytics.schedule'))
$$;

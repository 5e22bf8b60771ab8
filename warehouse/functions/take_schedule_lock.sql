-- Makes the schedule one: returns true when this session now holds its lock, until the session ends; lock_holder('schedule') names the
-- holder.
CREATE OR REPLACE FUNCTION warehouse.take_schedule_lock() RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = warehouse, pg_temp AS $$
    SELECT pg_try_advisory_lock(hashtext('analytics.schedule'))
$$;

-- Replaces the sums of a UTC day's sessions and of the dimensions that panels read by day, of one source or (null) of all: a day that is
-- replaced again is added up again.
CREATE OR REPLACE FUNCTION warehouse.roll_up_sessions(day date, source text) RETURNS void
LANGUAGE plpgsql SET search_path = warehouse, pg_temp SET timezone = 'UTC' SET work_mem = '128MB' AS $$
#variable_conflict use_column
DECLARE
    from_at constant timestamptz := roll_up_sessions.day;
    to_at constant timestamptz := roll_up_sessions.day + 1;
BEGIN
    DELETE FROM session_spans AS t
    WHERE t.begins_at >= from_at AND t.begins_at < to_at AND t.source = coalesce(roll_up_sessions.source, t.source)
        AND NOT (t.new_visitors > 0 AND visitors_gone(t.source, roll_up_sessions.day)); -- roll_up_spans() replaces these.
    PERFORM roll_up_spans(roll_up_sessions.day, roll_up_sessions.source);
    PERFORM roll_up_values(roll_up_sessions.day, roll_up_sessions.source);
    IF from_at >= kept_since('dimension_counts_minute') THEN -- Of older days the minutes are gone, and the sums would go with them.
        PERFORM roll_up_dimensions(roll_up_sessions.day, roll_up_sessions.source);
    END IF;
END $$;

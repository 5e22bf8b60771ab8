-- Returns the time from which a table keeps its rows; retention is defined only here. Days are UTC days.
CREATE OR REPLACE FUNCTION warehouse.kept_since(table_name text) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
    SELECT date_trunc('day', now(), 'UTC') - CASE table_name
        WHEN 'event_counts_second' THEN interval '2 days'
        WHEN 'batches' THEN interval '2 days'
        WHEN 'rejected_counts_minute' THEN interval '90 days'
        WHEN 'late_counts_minute' THEN interval '90 days'
        WHEN 'dead_letters' THEN interval '90 days'
        WHEN 'event_counts_minute' THEN interval '400 days'
    END
$$;

-- Deletes the rows that kept_since() and the rules of retention no longer keep, and returns what it did. Safe to call at any time.
-- It holds no lock but those of the rows, so merges go on; maintain() drops old partitions.
CREATE OR REPLACE FUNCTION warehouse.delete_old_rows() RETURNS TABLE (action text, object text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    rule record;
    removed bigint;
BEGIN
    FOR rule IN
        SELECT r.kept_as, coalesce(part.name, r.kept_as) AS name, r.age_column
        FROM (VALUES
            ('event_counts_second', 'coalesce(newest_received_at, bucket)'),
            ('event_counts_minute', 'coalesce(newest_received_at, bucket)'),
            ('batches', 'committed_at'),
            ('dimension_counts_minute', 'bucket'),
            ('event_names', 'seen_on'),
            ('dimension_values', 'seen_on'),
            ('rejected_counts_minute', 'bucket'),
            ('late_counts_minute', 'coalesce(newest_received_at, bucket)'),
            ('dead_letters', 'put_aside_at'),
            ('batch_runs', 'started_at'),
            ('grafana_pushes', 'created_at'),
            ('reprocess_runs', 'started_at'),
            ('reprocess_differences', 'day'),
            ('session_days', 'day'),
            ('session_spans', 'begins_at'),
            ('session_values', 'day'),
            ('session_revenue', 'begins_at'),
            ('dimension_counts_day', 'day'),
            ('report_days', 'day'),
            ('daily_summary', 'day'),
            ('retention_cohorts', 'cohort'),
            ('funnel_steps', 'day'),
            ('path_steps', 'day'),
            ('page_times', 'day'),
            ('attribution_days', 'day'),
            ('erasures', 'erased_at')
        ) AS r (kept_as, age_column)
        LEFT JOIN LATERAL (
            SELECT c.relname AS name
            FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
            WHERE i.inhparent = r.kept_as::regclass AND c.relname ~ '_(default|old_\d+)$') AS part ON true
    LOOP
        EXECUTE format('DELETE FROM %I WHERE %s < kept_since(%L)', rule.name, rule.age_column, rule.kept_as);
        GET DIAGNOSTICS removed = ROW_COUNT;
        IF removed > 0 THEN
            action := format('deleted %s rows', removed); object := rule.name; RETURN NEXT;
        END IF;
    END LOOP;

    removed := expire_sessions(is_dry => false);
    IF removed > 0 THEN
        action := format('deleted %s rows', removed); object := 'sessions'; RETURN NEXT;
    END IF;

    removed := expire_live_sessions();
    IF removed > 0 THEN
        action := format('deleted %s rows', removed); object := 'live_sessions'; RETURN NEXT;
    END IF;

    removed := expire_visitors();
    IF removed > 0 THEN
        action := format('deleted %s rows', removed); object := 'visitors'; RETURN NEXT;
    END IF;
END $$;

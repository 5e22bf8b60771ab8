-- Makes partitions ahead, drops those older than kept_since(), and returns what it did. Safe to call at any time, any number of times.
-- It locks the ledger first, as merges do, so no merge runs while partitions change, and none can deadlock with it.
-- It first ends the sessions of readers that are in one transaction for over a minute.
-- It skips a table that a reader locks for longer than lock_timeout; the next run changes it.
CREATE OR REPLACE FUNCTION warehouse.maintain() RETURNS TABLE (action text, object text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp SET lock_timeout = '500ms' SET timezone = 'UTC' AS $$
DECLARE
    rule record;
    part record;
    busy constant text := ' WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0)';
    removed bigint;
BEGIN
    removed := end_long_reads();
    IF removed > 0 THEN
        action := format('ended %s sessions', removed); object := 'reader'; RETURN NEXT;
    END IF;

    FOR rule IN
        SELECT * FROM (VALUES
            ('event_counts_second', 'bucket', 'day', interval '1 day', 'YYYYMMDD', 3, busy),
            ('event_counts_minute', 'bucket', 'month', interval '1 month', 'YYYYMM', 2, busy),
            ('dimension_counts_minute', 'bucket', 'month', interval '1 month', 'YYYYMM', 2, busy),
            ('batches', 'committed_at', 'day', interval '1 day', 'YYYYMMDD', 3, '')
        ) AS r (parent, key, unit, step, form, ahead, storage)
    LOOP
        BEGIN
            FOR part IN
                SELECT c.relname AS name
                FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
                WHERE i.inhparent = rule.parent::regclass
                    AND to_timestamp(substring(c.relname FROM '^' || rule.parent || '_(\d+)$'), rule.form) + rule.step <= kept_since(rule.parent)
                ORDER BY 1
            LOOP
                LOCK TABLE ingest_ledger IN EXCLUSIVE MODE;
                EXECUTE format('DROP TABLE %I', part.name);
                action := 'dropped'; object := part.name; RETURN NEXT;
            END LOOP;

            FOR part IN
                SELECT from_at, from_at + rule.step AS to_at, rule.parent || '_' || to_char(from_at, rule.form) AS name
                FROM generate_series(date_trunc(rule.unit, kept_since(rule.parent)), now() + rule.ahead * rule.step, rule.step) AS from_at
                WHERE to_regclass(rule.parent || '_' || to_char(from_at, rule.form)) IS NULL
            LOOP
                LOCK TABLE ingest_ledger IN EXCLUSIVE MODE;
                PERFORM make_partition(rule.parent, part.name, rule.key, part.from_at, part.to_at, rule.storage);
                action := 'made'; object := part.name; RETURN NEXT;
            END LOOP;
        EXCEPTION WHEN lock_not_available THEN
            action := 'skipped, in use'; object := rule.parent; RETURN NEXT;
        END;
    END LOOP;

    FOR rule IN
        SELECT * FROM (VALUES
            ('event_counts_second', 'event_counts_second_default', 'coalesce(newest_received_at, bucket)'),
            ('event_counts_minute', 'event_counts_minute_default', 'coalesce(newest_received_at, bucket)'),
            ('batches', 'batches_default', 'committed_at'),
            ('dimension_counts_minute', 'dimension_counts_minute_default', 'bucket'),
            ('dimension_values', 'dimension_values', 'seen_on'),
            ('rejected_counts_minute', 'rejected_counts_minute', 'bucket'),
            ('late_counts_minute', 'late_counts_minute', 'coalesce(newest_received_at, bucket)'),
            ('dead_letters', 'dead_letters', 'put_aside_at'),
            ('batch_runs', 'batch_runs', 'started_at'),
            ('grafana_pushes', 'grafana_pushes', 'created_at'),
            ('reprocess_runs', 'reprocess_runs', 'started_at'),
            ('reprocess_differences', 'reprocess_differences', 'day'),
            ('session_days', 'session_days', 'day'),
            ('session_spans', 'session_spans', 'begins_at'),
            ('session_values', 'session_values', 'day'),
            ('session_revenue', 'session_revenue', 'begins_at'),
            ('dimension_counts_day', 'dimension_counts_day', 'day'),
            ('report_days', 'report_days', 'day'),
            ('daily_summary', 'daily_summary', 'day'),
            ('retention_cohorts', 'retention_cohorts', 'cohort'),
            ('funnel_steps', 'funnel_steps', 'day'),
            ('path_steps', 'path_steps', 'day'),
            ('attribution_days', 'attribution_days', 'day'),
            ('erasures', 'erasures', 'erased_at')
        ) AS r (kept_as, name, age_column)
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

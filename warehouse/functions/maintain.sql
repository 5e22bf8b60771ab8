-- Makes partitions ahead, drops those older than kept_since(), and returns what it did. Safe to call at any time, any number of times.
-- It locks the ledger first, as merges do, so no merge runs while partitions change, and none can deadlock with it.
-- It first ends the sessions of readers that are in one transaction for over a minute.
-- Imported rows that are older than the kept months have their own partitions, named parent_old_ and the month before which they end.
-- They must not stay in DEFAULT: PostgreSQL checks each new partition against every row of DEFAULT, while merges wait.
-- It moves at most move_limit() rows: rows of the DEFAULT partition beyond stay there for the next call, and those of one partition that
-- are more than that until delete_old_rows() removes them; every query reads them there.
-- It skips a table that a reader locks for longer than lock_timeout; the next run changes it.
CREATE OR REPLACE FUNCTION warehouse.maintain() RETURNS TABLE (action text, object text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp SET lock_timeout = '500ms' SET timezone = 'UTC' AS $$
DECLARE
    rule record;
    part record;
    busy constant text := ' WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, '
        'autovacuum_vacuum_cost_delay = 0)';
    removed bigint;
    movable bigint := move_limit();
    waiting bigint;
    first_at timestamptz;
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
        first_at := date_trunc(rule.unit, kept_since(rule.parent));
        BEGIN
            FOR part IN
                SELECT c.relname AS name
                FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
                WHERE i.inhparent = rule.parent::regclass
                    AND to_timestamp(substring(c.relname FROM '^' || rule.parent || '_(\d+)$'), rule.form)
                        + rule.step <= kept_since(rule.parent)
                ORDER BY 1
            LOOP
                LOCK TABLE ingest_ledger IN EXCLUSIVE MODE;
                EXECUTE format('DROP TABLE %I', part.name);
                action := 'dropped'; object := part.name; RETURN NEXT;
            END LOOP;

            FOR part IN
                SELECT old.from_at, old.to_at, old.name
                FROM (
                    SELECT first_at AS to_at,
                        coalesce(max(to_timestamp(substring(c.relname FROM '^' || rule.parent || '_old_(\d+)$'), rule.form)), '-infinity')
                            AS from_at,
                        rule.parent || '_old_' || to_char(first_at, rule.form) AS name
                    FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
                    WHERE i.inhparent = rule.parent::regclass) AS old
                WHERE rule.unit = 'month' AND old.from_at < old.to_at
                UNION ALL
                SELECT from_at, from_at + rule.step, rule.parent || '_' || to_char(from_at, rule.form)
                FROM generate_series(first_at, now() + rule.ahead * rule.step, rule.step) AS from_at
                WHERE to_regclass(rule.parent || '_' || to_char(from_at, rule.form)) IS NULL
            LOOP
                waiting := default_rows(rule.parent, rule.key, part.from_at, part.to_at, movable + 1);
                IF waiting > movable THEN
                    action := 'left in DEFAULT, many rows'; object := part.name; RETURN NEXT;
                    CONTINUE;
                END IF;

                LOCK TABLE ingest_ledger IN EXCLUSIVE MODE;
                movable := movable - waiting;
                PERFORM make_partition(rule.parent, part.name, rule.key, part.from_at, part.to_at, rule.storage);
                action := 'made'; object := part.name; RETURN NEXT;
            END LOOP;
        EXCEPTION WHEN lock_not_available THEN
            action := 'skipped, in use'; object := rule.parent; RETURN NEXT;
        END;
    END LOOP;
END $$;

-- Renames the given texts, which contain a person's id, to (erased) in a part of a table of client_texts(), in the caller's transaction.
-- A row whose key has one is added to the row of the new key, so that every sum over the table stays as it is. The median of several rows
-- is not known: it becomes null. Returns the number of rows that had one of the texts.
-- Holds the ledger for tables that merges write, so that they wait and cannot deadlock with it; corrections and reports have a lock of
-- their own, which the job holds. Locks live sessions in the order of their keys, as the upkeep of the warehouse does.
CREATE OR REPLACE FUNCTION warehouse.erase_texts(target text, wanted text[], source text, from_at timestamptz, to_at timestamptz)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    kept record;
    plan record;
    condition text;
    erased bigint;
BEGIN
    SELECT * INTO STRICT kept FROM client_texts() AS c WHERE c.target = erase_texts.target;
    SELECT string_agg(format('t.%I = ANY ($4)', name), ' OR ') INTO condition FROM unnest(kept.texts) AS name;
    condition := format('%s AND (%s)', within(kept.at), condition);
    IF kept.is_merged THEN
        PERFORM hold_ledger();
    END IF;

    SELECT string_agg(format('%I', name), ', ') FILTER (WHERE is_key) AS keys,
        string_agg(format('%I', name), ', ' ORDER BY is_key DESC, place) AS names,
        string_agg(CASE WHEN name = ANY (kept.texts) THEN format('erased_text(%I, $4)', name) ELSE format('%I', name) END, ', '
            ORDER BY place) FILTER (WHERE is_key) AS new_keys,
        string_agg(format('%I = erased_text(t.%1$I, $4)', name), ', ') FILTER (WHERE name = ANY (kept.texts)) AS renamed,
        string_agg(CASE how WHEN 'none' THEN format('CASE WHEN count(*) = 1 THEN max(%I) END', name) ELSE format('%s(%I)', how, name) END,
            ', ' ORDER BY place) FILTER (WHERE NOT is_key) AS merged,
        string_agg(format('%I = ', name) || CASE how WHEN 'sum' THEN format('t.%I + excluded.%1$I', name) WHEN 'none' THEN 'NULL'
            ELSE format('%s(t.%I, excluded.%2$I)', CASE how WHEN 'min' THEN 'least' ELSE 'greatest' END, name) END, ', ')
            FILTER (WHERE NOT is_key) AS added,
        bool_or(is_key AND name = ANY (kept.texts)) AS is_in_key
    INTO plan
    FROM (
        SELECT a.attname::text AS name, a.attnum AS place, a.attnum = ANY (i.indkey) AS is_key,
            CASE WHEN a.attname = 'median_seconds' THEN 'none'
                WHEN a.attname LIKE 'oldest%' THEN 'min'
                WHEN a.atttypid IN ('timestamptz'::regtype, 'date'::regtype, 'text'::regtype) THEN 'max'
                ELSE 'sum' END AS how
        FROM pg_attribute AS a JOIN pg_index AS i ON i.indrelid = a.attrelid AND i.indisprimary
        WHERE a.attrelid = to_regclass(format('warehouse.%I', target)) AND a.attnum > 0 AND NOT a.attisdropped) AS col;

    IF target = 'live_sessions' THEN
        EXECUTE format('SELECT FROM live_sessions AS t WHERE %s ORDER BY t.source, t.session_id FOR UPDATE', condition)
            USING source, from_at, to_at, wanted;
    END IF;

    IF NOT plan.is_in_key THEN
        EXECUTE format('UPDATE %I AS t SET %s WHERE %s', target, plan.renamed, condition) USING source, from_at, to_at, wanted;
        GET DIAGNOSTICS erased = ROW_COUNT;
        RETURN erased;
    END IF;

    EXECUTE format(
        'WITH gone AS (DELETE FROM %1$I AS t WHERE %2$s RETURNING t.*),
        added AS (
            INSERT INTO %1$I AS t (%3$s) SELECT %4$s FROM gone GROUP BY %5$s ORDER BY %5$s
            ON CONFLICT (%6$s) DO %7$s)
        SELECT count(*) FROM gone',
        target, condition, plan.names, concat_ws(', ', plan.new_keys, plan.merged),
        plan.new_keys, plan.keys, coalesce('UPDATE SET ' || plan.added, 'NOTHING'))
        INTO erased USING source, from_at, to_at, wanted;
    RETURN erased;
END $$;

-- Corrects one day in the caller's transaction, for every reader at its commit: sessions and differences, then the sums.
-- The staged changes count from its beginning, so that the sums of the day's dimensions hold them.
-- All live numbers are sums, so merges after the copy are kept: what is added is lake less copy.
-- Up to most_rows changes are added to the rows at once, with the ledger locked, so that merges wait and cannot deadlock with it. More of
-- them count as they are staged, which needs no lock, until fold_correction() has added them part by part.
-- A day that the lake has ceased to keep while its rows were counted is refused (AN004): what compact removes would be subtracted.
-- A run that the schedule begins again keeps the live figures that its first try found, and what earlier runs had removed from those.
-- Returns the number of rows of the live tables that change.
CREATE OR REPLACE FUNCTION warehouse.apply_day(run_id text, started_at timestamptz, from_day date, to_day date, source text, day date,
    with_sessions boolean, most_rows int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = warehouse, pg_temp SET timezone = 'UTC' AS $$
#variable_conflict use_column
DECLARE
    changes bigint;
BEGIN
    PERFORM check_lock();
    IF NOT lake_keeps(apply_day.day, apply_day.source) THEN
        RAISE EXCEPTION 'The lake no longer keeps % (warehouse.retention): its numbers stay as they are', apply_day.day
            USING ERRCODE = 'AN004';
    END IF;

    INSERT INTO corrections (run_id, from_at) VALUES (apply_day.run_id, apply_day.day::timestamptz);
    IF with_sessions THEN
        PERFORM replace_sessions(apply_day.run_id, apply_day.day, apply_day.source);
    END IF;

    INSERT INTO reprocess_differences (run_id, day, source, name, live, lake, duplicates, late, removed_before)
    SELECT d.run_id, d.day, d.source, d.name, d.live, d.lake, d.duplicates, d.late, coalesce((
        SELECT e.duplicates
        FROM reprocess_differences AS e JOIN reprocess_runs AS r USING (run_id)
        WHERE e.day = d.day AND e.source = d.source AND e.name = d.name AND e.run_id <> d.run_id
        ORDER BY r.ended_at DESC
        LIMIT 1), 0)
    FROM staging.day_differences AS d
    WHERE d.run_id = apply_day.run_id AND d.day = apply_day.day
    ON CONFLICT ON CONSTRAINT reprocess_differences_pkey DO UPDATE SET
        lake = excluded.lake, duplicates = excluded.duplicates, late = excluded.late;

    -- A day without an event is checked too.
    INSERT INTO reprocess_differences (run_id, day, source, name, live, lake, duplicates, late)
    SELECT apply_day.run_id, apply_day.day, coalesce(apply_day.source, ''), '', 0, 0, 0, 0
    WHERE NOT EXISTS (SELECT FROM staging.day_differences AS d WHERE d.run_id = apply_day.run_id AND d.day = apply_day.day)
    ON CONFLICT ON CONSTRAINT reprocess_differences_pkey DO NOTHING;

    SELECT count(*) INTO changes FROM staging.count_changes AS c WHERE c.run_id = apply_day.run_id;
    INSERT INTO reprocess_runs AS r (run_id, started_at, ended_at, from_day, to_day, source, days, events, duplicates, changed_rows)
    SELECT apply_day.run_id, apply_day.started_at, clock_timestamp(), apply_day.from_day, apply_day.to_day, apply_day.source, 1,
        coalesce(sum(lake), 0), coalesce(sum(duplicates), 0), changes
    FROM staging.day_differences AS d
    WHERE d.run_id = apply_day.run_id AND d.day = apply_day.day AND d.name = ''
    ON CONFLICT ON CONSTRAINT reprocess_runs_pkey DO UPDATE SET
        ended_at = excluded.ended_at, days = r.days + 1, events = r.events + excluded.events,
        duplicates = r.duplicates + excluded.duplicates, changed_rows = r.changed_rows + excluded.changed_rows;

    IF changes <= most_rows THEN
        PERFORM hold_ledger();
    END IF;

    -- With the ledger held, or as the last statements: a merge may wait for these rows. Names first, as in merges.
    PERFORM register_lake_names(apply_day.run_id);
    PERFORM register_lake_values(apply_day.run_id);
    IF changes > most_rows THEN
        RETURN changes;
    END IF;

    DELETE FROM corrections AS c WHERE c.run_id = apply_day.run_id;
    RETURN add_changes(apply_day.run_id, apply_day.day::timestamptz, (apply_day.day + 1)::timestamptz);
END $$;

-- A run finds the duplicates that an earlier one has removed from the live numbers again, since the lake keeps them.
ALTER TABLE warehouse.reprocess_differences ADD COLUMN removed_before bigint NOT NULL DEFAULT 0;

UPDATE warehouse.reprocess_differences AS d
SET removed_before = coalesce((
    SELECT e.duplicates
    FROM warehouse.reprocess_differences AS e JOIN warehouse.reprocess_runs AS er USING (run_id)
    WHERE e.day = d.day AND e.source = d.source AND e.name = d.name AND er.ended_at < r.ended_at
    ORDER BY er.ended_at DESC
    LIMIT 1), 0)
FROM warehouse.reprocess_runs AS r
WHERE r.run_id = d.run_id;

COMMENT ON COLUMN warehouse.reprocess_differences.removed_before IS
    'Those of the duplicates that an earlier run had removed from the live numbers when this one copied them first.';

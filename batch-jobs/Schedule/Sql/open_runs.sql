-- The runs of a schedule that ended without recording them: its children end with it.
SELECT run_id, job FROM warehouse.batch_runs WHERE scheduled_for IS NOT NULL AND ended_at IS NULL

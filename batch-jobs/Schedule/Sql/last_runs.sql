-- The last time for which each job ran by the schedule. Missed runs are started again from this time.
SELECT job, max(scheduled_for) FROM warehouse.batch_runs WHERE scheduled_for IS NOT NULL GROUP BY job

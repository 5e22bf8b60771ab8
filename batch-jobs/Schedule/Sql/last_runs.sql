-- The last time for which each job ran by the schedule: what was missed since is made up from here.
SELECT job, max(scheduled_for) FROM warehouse.batch_runs WHERE scheduled_for IS NOT NULL GROUP BY job

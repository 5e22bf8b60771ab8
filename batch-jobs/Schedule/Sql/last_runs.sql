-- The last time for which each job ran by the schedule. Missed runs are started again from this time. A time that is still to come is of a
-- clock that was ahead.
SELECT job, max(scheduled_for) FROM warehouse.batch_runs WHERE scheduled_for <= $1 GROUP BY job

-- The last time for which each job ran by the schedule. Missed runs are started again from this time. A time that is still to come is of a
-- clock that was ahead. A time whose only run was interrupted ($2) is missed.
SELECT job, max(CASE WHEN has_run THEN scheduled_for ELSE scheduled_for - interval '1 second' END)
FROM (
    SELECT job, scheduled_for, count(*) > 1 OR bool_or(coalesce(exit = 0 OR message <> ALL ($2), true)) AS has_run
    FROM warehouse.batch_runs WHERE scheduled_for <= $1 GROUP BY job, scheduled_for) AS times
GROUP BY job

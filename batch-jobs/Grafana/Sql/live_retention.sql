-- The figures of the channel retention: of the visitors first seen in each cohort of a day, those who came on the given days ($1, their
-- begins) or on the newest reported one, per source. The period is the age of the cohort in days, the time is that of the day on which they
-- came; at most $2 lines, of the newest days.
SELECT at, source, period::text AS period, visitors, cohort_visitors, share
FROM (
    SELECT
        bucket + period * interval '24 hours' AS at, source, period, visitors::float8 AS visitors,
        cohort_visitors::float8 AS cohort_visitors, share
    FROM reporting.retention
    WHERE grain = 'day' AND cohort_visitors > 0
        AND (
            bucket + period * interval '24 hours' = ANY ($1)
            OR bucket + period * interval '24 hours' = (SELECT max(bucket) FROM reporting.daily_summary)
        )
    ORDER BY 1 DESC, source, period
    LIMIT $2
) AS newest
ORDER BY at, source, newest.period

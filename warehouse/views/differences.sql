CREATE VIEW reporting.differences AS
SELECT
    d.day::timestamp AT TIME ZONE 'UTC' AS bucket,
    d.day,
    d.source,
    d.name,
    d.run_id,
    r.ended_at AS corrected_at,
    d.live,
    d.lake,
    d.duplicates,
    d.late,
    greatest(0, d.live - d.lake - d.duplicates) + greatest(0, d.lake - d.live) AS unexplained
FROM warehouse.reprocess_differences AS d
JOIN warehouse.reprocess_runs AS r USING (run_id);

COMMENT ON VIEW reporting.differences IS
    'What each run of reprocess found, per UTC day and source; name is empty for the totals, other names are listed where something '
    'differs; a day without events has a row of zeros without a source. live: events that the live numbers held; lake: events in the lake '
    'up to the same Kafka offsets, duplicates removed; '
    'duplicates: events removed since an earlier one has the same source, channel and id; late: those of the lake that arrived when their '
    'seconds were gone. unexplained = greatest(0, live - lake - duplicates) + greatest(0, lake - live): 0 is the normal result. After the '
    'run the live numbers are those of the lake.';

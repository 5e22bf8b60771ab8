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
    d.removed_before,
    d.late,
    greatest(abs(d.live - d.lake - greatest(0, d.duplicates - d.removed_before)), (
        SELECT sum(abs(n.live - n.lake - greatest(0, n.duplicates - n.removed_before)))::bigint
        FROM warehouse.reprocess_differences AS n
        WHERE d.name = '' AND n.run_id = d.run_id AND n.day = d.day AND n.source = d.source AND n.name <> '')) AS unexplained
FROM warehouse.reprocess_differences AS d
JOIN warehouse.reprocess_runs AS r USING (run_id);

COMMENT ON VIEW reporting.differences IS
    'What each run of reprocess found, per UTC day and source; name is empty for the totals, other names are listed where something '
    'differs; a day without events has a row of zeros without a source. live: events that the live numbers held; lake: events in the lake '
    'up to the same Kafka offsets, duplicates removed; '
    'duplicates: events removed since an earlier one has the same source, channel and id; removed_before: those of them that an earlier '
    'run had removed from the live numbers; late: those of the lake that arrived when their seconds were gone. '
    'unexplained = abs(live - lake - greatest(0, duplicates - removed_before)), of totals at least the sum of their names, so that names '
    'do not cancel each other: 0 is the normal result. After the run the live numbers are those of the lake.';

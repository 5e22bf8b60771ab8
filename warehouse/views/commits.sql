CREATE VIEW reporting.commits AS
SELECT
    query, committed_at, events, duration_ms, oldest_received_at, newest_received_at,
    CASE WHEN newest_received_at > committed_at THEN 0 ELSE 1000 * date_part('epoch',
        committed_at - newest_received_at) END AS newest_age_ms,
    CASE WHEN oldest_received_at > committed_at THEN 0 ELSE 1000 * date_part('epoch',
        committed_at - oldest_received_at) END AS oldest_age_ms
FROM warehouse.batches;

COMMENT ON VIEW reporting.commits IS
    'One row per batch merged, for 2 days. Ages are the milliseconds from the arrival of the batch''s newest and oldest event to its '
    'commit; a clock that runs ahead reads as 0, a batch without events has none. duration_ms runs from trigger to merge.';

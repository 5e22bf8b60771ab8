namespace Analytics.Contracts;

/// <summary>The functions of the warehouse that streaming and batch jobs call; <c>warehouse/functions</c> defines them.</summary>
public static class WarehouseFunctions
{
    /// <summary>Takes <see cref="LiveMetricsRow"/>s and a <see cref="MergeBatch"/>, both as JSON.</summary>
    public const string MergeLiveMetrics = "warehouse.merge_live_metrics";

    /// <summary>Takes <see cref="RejectedCountsRow"/>s and a <see cref="MergeBatch"/>, both as JSON.</summary>
    public const string MergeRejectedCounts = "warehouse.merge_rejected_counts";

    public const string LedgerPositions = "warehouse.ledger_positions";
    public const string ResetLedger = "warehouse.reset_ledger";
    public const string PutAside = "warehouse.put_aside";
    public const string RecordHeartbeat = "warehouse.record_heartbeat";
    public const string LockHolder = "warehouse.lock_holder";
    public const string BeginBatchRun = "warehouse.begin_batch_run";
    public const string EndBatchRun = "warehouse.end_batch_run";
    public const string Maintain = "warehouse.maintain";

    /// <summary>Takes the lock that keeps reprocess single, for the session; false when another session has it.</summary>
    public const string LockReprocess = "warehouse.lock_reprocess";

    public const string KeptSince = "warehouse.kept_since";
    public const string CopyLiveDay = "warehouse.copy_live_day";
    public const string CompareDay = "warehouse.compare_day";
    public const string ApplyPart = "warehouse.apply_part";
    public const string ApplyDay = "warehouse.apply_day";
}

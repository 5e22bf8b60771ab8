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
}

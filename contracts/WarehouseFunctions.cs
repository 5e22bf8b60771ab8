namespace Analytics.Contracts;

/// <summary>The functions of the warehouse that streaming and batch jobs call; <c>warehouse/functions</c> defines them.</summary>
public static class WarehouseFunctions
{
    /// <summary>Takes <see cref="LiveMetricsRow"/>s and a <see cref="MergeBatch"/>, both as JSON.</summary>
    public const string MergeLiveMetrics = "warehouse.merge_live_metrics";

    /// <summary>Takes <see cref="RejectedCountsRow"/>s and a <see cref="MergeBatch"/>, both as JSON.</summary>
    public const string MergeRejectedCounts = "warehouse.merge_rejected_counts";

    /// <summary>Takes <see cref="SessionsRow"/>s of new events and a <see cref="MergeBatch"/>, both as JSON.</summary>
    public const string MergeSessions = "warehouse.merge_sessions";

    /// <summary>Takes <see cref="SessionsRow"/>s of historical events and a <see cref="MergeBatch"/>, both as JSON.</summary>
    public const string MergeHistorical = "warehouse.merge_historical";

    public const string LedgerPositions = "warehouse.ledger_positions";
    public const string ResetLedger = "warehouse.reset_ledger";
    public const string PutAside = "warehouse.put_aside";
    public const string RecordHeartbeat = "warehouse.record_heartbeat";
    public const string LockHolder = "warehouse.lock_holder";
    public const string BeginBatchRun = "warehouse.begin_batch_run";
    public const string EndBatchRun = "warehouse.end_batch_run";
    public const string QueuePush = "warehouse.queue_push";
    public const string TakePushes = "warehouse.take_pushes";
    public const string RecordPush = "warehouse.record_push";
    public const string TakeScheduleLock = "warehouse.take_schedule_lock";
    public const string Maintain = "warehouse.maintain";
    public const string DeleteOldRows = "warehouse.delete_old_rows";

    /// <summary>
    /// Takes a UTC day, the run's id and the time since when reprocess corrects nothing, and removes the day's results; the added rows
    /// follow in the same transaction.
    /// </summary>
    public const string BeginReportDay = "warehouse.begin_report_day";

    /// <summary>Takes <see cref="DailySummaryRow"/>s as JSON, after the funnels: their last steps are the conversions.</summary>
    public const string AddDailySummary = "warehouse.add_daily_summary";

    /// <summary>Takes <see cref="RetentionRow"/>s as JSON.</summary>
    public const string AddRetention = "warehouse.add_retention";

    /// <summary>Takes <see cref="FunnelStepRow"/>s as JSON.</summary>
    public const string AddFunnelSteps = "warehouse.add_funnel_steps";

    /// <summary>Takes <see cref="PathStepRow"/>s as JSON.</summary>
    public const string AddPathSteps = "warehouse.add_path_steps";

    /// <summary>Takes <see cref="PageTimeRow"/>s as JSON.</summary>
    public const string AddPageTimes = "warehouse.add_page_times";

    /// <summary>Takes <see cref="AttributionRow"/>s as JSON.</summary>
    public const string AddAttribution = "warehouse.add_attribution";

    /// <summary>Returns the days whose results are missing or older than the day's last reprocess, of the days that it is given.</summary>
    public const string DaysToReport = "warehouse.days_to_report";

    /// <summary>Takes the lock that keeps reprocess single, for the session; false when another session has it.</summary>
    public const string LockReprocess = "warehouse.lock_reprocess";

    public const string KeptSince = "warehouse.kept_since";

    /// <summary>Takes a UTC day and a source or null; true while the lake keeps the day's rows.</summary>
    public const string LakeKeeps = "warehouse.lake_keeps";

    /// <summary>Takes a source or null, and returns the closed days that no run of reprocess has compared.</summary>
    public const string UncheckedDays = "reporting.unchecked_days";

    public const string CopyLiveDay = "warehouse.copy_live_day";
    public const string ClearStaging = "warehouse.clear_staging";
    public const string CompareDay = "warehouse.compare_day";
    public const string ApplyDay = "warehouse.apply_day";

    /// <summary>Returns the distinct texts of clients in a table; <c>client_texts()</c> names the tables.</summary>
    public const string FindTexts = "warehouse.find_texts";

    /// <summary>Returns the parts of a table in which rows have one of the texts, and the number of these rows.</summary>
    public const string CountTexts = "warehouse.count_texts";

    /// <summary>Renames the texts in a part of a table; every sum stays as it is.</summary>
    public const string EraseTexts = "warehouse.erase_texts";

    public const string ClientTexts = "warehouse.client_texts";

    /// <summary>Adds the next part of a correction to the rows of the live tables, and returns null when none is left.</summary>
    public const string FoldCorrection = "warehouse.fold_correction";
}

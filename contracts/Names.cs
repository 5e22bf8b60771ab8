namespace Analytics.Contracts;

/// <summary>The Kafka topics; the prefix is a setting so that test classes do not share topics.</summary>
public sealed record Topics(string Prefix = Topics.DefaultPrefix)
{
    public const string DefaultPrefix = "analytics";

    /// <summary>Canonical events. 3 partitions, LogAppendTime.</summary>
    public string Events => $"{Prefix}.events";

    /// <summary>Canonical events of the past. 1 partition.</summary>
    public string Historical => $"{Prefix}.events.historical";

    /// <summary>Rejected events. 1 partition.</summary>
    public string Rejected => $"{Prefix}.rejected";
}

/// <summary>The streaming queries, by the names they have in the ledger, the heartbeats, the logs and on the command line.</summary>
public static class Queries
{
    public const string LiveMetrics = "live-metrics";
    public const string RejectedCounts = "rejected-counts";
    public const string LakeArchive = "lake-archive";
}

/// <summary>The tables of the lake: folders below the lake's root.</summary>
public static class LakeTables
{
    public const string Events = "events";
    public const string Rejected = "rejected";
}

/// <summary>The functions of the warehouse that streaming calls; their text is in <c>warehouse/functions</c>.</summary>
public static class WarehouseFunctions
{
    public const string MergeLiveMetrics = "warehouse.merge_live_metrics";
    public const string MergeRejectedCounts = "warehouse.merge_rejected_counts";
    public const string LedgerPositions = "warehouse.ledger_positions";
    public const string ResetLedger = "warehouse.reset_ledger";
    public const string PutAside = "warehouse.put_aside";
    public const string RecordHeartbeat = "warehouse.record_heartbeat";
}

/// <summary>How long text may be where it is a key of a row, in characters: the collector refuses more, streaming cuts it.</summary>
public static class KeyText
{
    public const int Source = 64;
    public const int Name = 200;
    public const int Country = 2;
    public const int Device = 32;
    public const int Currency = 3;
}

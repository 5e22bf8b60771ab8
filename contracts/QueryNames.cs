namespace Analytics.Contracts;

/// <summary>The names of the streaming queries in the ledger, the heartbeats, the logs and on the command line.</summary>
public static class QueryNames
{
    public const string LiveMetrics = "live-metrics";
    public const string RejectedCounts = "rejected-counts";
    public const string Sessions = "sessions";
    public const string HistoricalMetrics = "historical-metrics";
    public const string LakeArchive = "lake-archive";
}

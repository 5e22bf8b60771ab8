using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sinks;

namespace Analytics.SparkJobs.Queries;

/// <summary>Spark settings for queries of a few hundred rows a batch.</summary>
static class MergeQuerySettings
{
    public static readonly IReadOnlyDictionary<string, string> SqlConf = new Dictionary<string, string>
    {
        // Generating and compiling code costs more than it saves for so few rows; lean and distributed evaluation turn it on.
        [WholeStageCode.Setting] = "false",
    };

    /// <summary>
    /// Options with which Spark writes its offset and commit logs asynchronously and rarely: the ledger holds the offsets, so nothing reads
    /// the logs. The last option is not public API.
    /// </summary>
    static readonly Dictionary<string, string> _asyncProgress = new()
    {
        ["asyncProgressTrackingEnabled"] = "true",
        ["asyncProgressTrackingCheckpointIntervalMs"] = "100000000",
        ["_asyncProgressTrackingOverrideSinkSupportCheck"] = "true",
    };

    /// <summary>Returns the options of a query's writer.</summary>
    public static IReadOnlyDictionary<string, string> WriterOptions(JobSettings settings) =>
        settings.AsyncProgress ? _asyncProgress : new Dictionary<string, string>();
}

namespace Analytics.SparkJobs.Queries;

/// <summary>Settings of Spark for queries of a few hundred rows a batch.</summary>
static class MergeQuerySettings
{
    public static readonly IReadOnlyDictionary<string, string> SqlConf = new Dictionary<string, string>
    {
        ["spark.sql.codegen.wholeStage"] = "false", // Generating and compiling costs more than a batch's rows are worth.
    };

    /// <summary>
    /// Spark's two logs written aside, and hardly ever: nothing reads them, the ledger is the truth. The last option is not public API.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> AsyncProgress = new Dictionary<string, string>
    {
        ["asyncProgressTrackingEnabled"] = "true",
        ["asyncProgressTrackingCheckpointIntervalMs"] = "100000000",
        ["_asyncProgressTrackingOverrideSinkSupportCheck"] = "true",
    };
}

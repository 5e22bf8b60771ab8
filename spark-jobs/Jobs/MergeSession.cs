namespace Analytics.SparkJobs.Jobs;

/// <summary>Settings of Spark SQL for queries of a few hundred rows a batch.</summary>
static class MergeSession
{
    public static readonly IReadOnlyDictionary<string, string> Conf = new Dictionary<string, string>
    {
        ["spark.sql.codegen.wholeStage"] = "false", // Generating and compiling costs more than a batch's rows are worth.
    };
}

using Microsoft.Extensions.Logging;

namespace Analytics.SparkJobs.Sinks;

/// <summary>What the log says of the sinks.</summary>
static partial class SinkLog
{
    [LoggerMessage(20, LogLevel.Warning, "lake.batch.removed {Rows} rows of {Table}: their events never landed, they will be read again")]
    public static partial void HalfBatchRemoved(ILogger log, long rows, string table);

    [LoggerMessage(
        21,
        LogLevel.Warning,
        "lake.ends.missing no commit of {Table} says how far it came; going on after the greatest offsets of its rows"
    )]
    public static partial void NoEndsInLog(ILogger log, string table);

    [LoggerMessage(22, LogLevel.Warning, "stream.lean.impossible batches go the ordinary way: {Reason}")]
    public static partial void LeanImpossible(ILogger log, string reason);
}

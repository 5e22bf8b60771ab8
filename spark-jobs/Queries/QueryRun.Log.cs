using Microsoft.Extensions.Logging;

namespace Analytics.SparkJobs.Queries;

/// <content>The messages of a run.</content>
sealed partial class QueryRun
{
    [LoggerMessage(
        11,
        LogLevel.Error,
        "stream.message.put_aside {Query} goes on without {Count} messages that its sink refuses, the first at "
            + "{Topic}-{Partition}@{Offset}: {Reason}"
    )]
    partial void LogPutAside(string query, int count, string topic, int partition, long offset, string reason);

    [LoggerMessage(9, LogLevel.Warning, "stream.options.refused {Query} runs without asynchronous progress: {Reason}")]
    partial void LogOptionsRefused(string query, string reason);
}

using Microsoft.Extensions.Logging;

namespace Analytics.SparkJobs.Running;

/// <summary>What the log says of the queries.</summary>
static partial class RunnerLog
{
    [LoggerMessage(1, LogLevel.Information, "stream.query.started {Query} from {Positions}")]
    public static partial void Started(ILogger log, string query, string positions);

    [LoggerMessage(2, LogLevel.Warning, "stream.query.restarting {Query} in {Seconds} s: {Reason}")]
    public static partial void Restarting(ILogger log, string query, double seconds, string reason);

    [LoggerMessage(3, LogLevel.Warning, "stream.gap.accepted {Query}: {Gaps}")]
    public static partial void GapAccepted(ILogger log, string query, string gaps);

    [LoggerMessage(4, LogLevel.Warning, "stream.heartbeat.missed {Query}: {Reason}")]
    public static partial void HeartbeatMissed(ILogger log, string query, string reason);

    [LoggerMessage(5, LogLevel.Information, "stream.application.ready after {Batches} batches")]
    public static partial void Ready(ILogger log, long batches);

    [LoggerMessage(6, LogLevel.Error, "stream.application.failed {Reason}")]
    public static partial void Failed(ILogger log, string reason);

    [LoggerMessage(7, LogLevel.Information, "stream.application.stopping: {Reason}")]
    public static partial void Stopping(ILogger log, string reason);

    [LoggerMessage(8, LogLevel.Information, "stream.query.stopped {Query} after {Batches} batches")]
    public static partial void Stopped(ILogger log, string query, long batches);

    [LoggerMessage(9, LogLevel.Warning, "stream.options.refused {Query} runs without asynchronous progress: {Reason}")]
    public static partial void OptionsRefused(ILogger log, string query, string reason);

    [LoggerMessage(10, LogLevel.Warning, "stream.priority.refused Spark's tasks run as they are: {Reason}")]
    public static partial void PriorityRefused(ILogger log, string reason);
}

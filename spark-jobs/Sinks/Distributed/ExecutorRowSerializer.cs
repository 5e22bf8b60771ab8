using Analytics.SparkBinding;
using Analytics.SparkJobs.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Spark;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks.Distributed;

/// <summary>
/// Evaluates each batch by a Spark job over all executors: each aggregates a slice of the batch's offsets, one task adds up the groups of
/// all, and only these come to the driver. Slices use Spark's internals; where that can't work, each Kafka partition is a slice.
/// </summary>
sealed partial class ExecutorRowSerializer(string query, ILogger log) : IRowSerializer
{
    readonly JsonRows _rows = new();
    bool _isUnavailable;

    public JvmObjectReference Serialize(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        EvaluationMetrics.Evaluated(query, Evaluation.Executors);
        var rows = Sliced(batch) ?? batch.Rows;
        var session = rows.Reference.Invoke<JvmObjectReference>("sparkSession");
        // The code has the same text for each batch: Spark compiles it once.
        return WholeStageCode.With(session, () => _rows.Collect(transform(rows)));
    }

    /// <summary>Returns false while a cluster has no executor: a job would wait for one, and the driver can do without.</summary>
    /// <param name="session">Spark's session.</param>
    public static bool HasExecutors(JvmObjectReference session)
    {
        var context = session.Invoke<JvmObjectReference>("sparkContext");
        // The driver is in the list too.
        return context.Invoke<bool>("isLocal")
            || Jvm.Length(context.Invoke<JvmObjectReference>("statusTracker").Invoke<JvmObjectReference>("getExecutorInfos")) > 1;
    }

    DataFrame? Sliced(Batch batch)
    {
        if (_isUnavailable || batch.Range.Count is 0 || batch.Range.HasNewPartitions)
            return null;

        try
        {
            return SlicedScan.Of(batch);
        }
        catch (Exception e) when (JvmException.Of(e) is not null)
        {
            _isUnavailable = true;
            LogUnavailable(Failure.Summary(e));
            return null;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "stream.slices.unavailable: a large batch is divided by Kafka's partitions only: {Reason}"
    )]
    partial void LogUnavailable(string reason);
}

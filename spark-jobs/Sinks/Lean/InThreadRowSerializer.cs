using Analytics.SparkBinding;
using Analytics.SparkJobs.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks.Lean;

/// <summary>
/// Lean evaluation: prepares the plan once and evaluates each batch's partitions in the stream's thread, without a Spark job, a task or
/// code generation per batch. It uses Spark's internals, so it falls back to a Spark job, with the same rows, where it can't work.
/// </summary>
/// <param name="query">The query's name, for the metrics.</param>
/// <param name="ordinary">The fallback, a Spark job.</param>
/// <param name="rowLimit">The greatest batch, in offsets, for lean evaluation: a Spark job is parallel and can spill.</param>
/// <param name="log">The log for the reason why lean evaluation is unavailable.</param>
sealed partial class InThreadRowSerializer(string query, IRowSerializer ordinary, int rowLimit, ILogger log) : IRowSerializer
{
    PreparedStage? _stage;
    bool _isUnavailable;

    public JvmObjectReference Serialize(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        // The scan reads the whole batch, not a part of it. An empty batch, such as the first of a new topic, has no partitions for a plan.
        if (_isUnavailable || batch.IsPart || batch.Range.Count is 0 || batch.Range.Count > rowLimit)
            return ordinary.Serialize(batch, transform);

        if (_stage is null && !TryPrepare(batch, transform))
            return ordinary.Serialize(batch, transform);

        EvaluationMetrics.Evaluated(query, Evaluation.Thread);
        return _stage!.RunBatch(batch.Scan.Partitions);
    }

    bool TryPrepare(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        try
        {
            using var outlives = Jvm.Scope(keep: true); // The prepared objects must outlive the batch's scope.
            var rows = batch.Rows.Reference;
            _stage = PreparedStage.Of(
                rows.Invoke<JvmObjectReference>("sparkSession"),
                batch.Scan.Node.Invoke<JvmObjectReference>("inputRDD"),
                rows.Invoke<JvmObjectReference>("schema"),
                transform
            );
            return true;
        }
        catch (Exception e)
        {
            _isUnavailable = true;
            LogUnavailable(Failure.Summary(e));
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "stream.lean.unavailable: each batch runs as a Spark job: {Reason}")]
    partial void LogUnavailable(string reason);
}

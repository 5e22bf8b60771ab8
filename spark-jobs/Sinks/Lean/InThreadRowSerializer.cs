using Analytics.SparkBinding;
using Analytics.SparkJobs.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks.Lean;

/// <summary>
/// The lean way: the plan is prepared once, and each batch's partitions run through it in the stream's own thread. No Spark job, no task,
/// no code generated per batch. It uses Spark's internals, so whatever it does not know goes the ordinary way, which gives the same rows.
/// </summary>
/// <param name="ordinary">The way that always works.</param>
/// <param name="rowLimit">Batches of more offsets are worth the parallel, spilling, ordinary way.</param>
/// <param name="log">Where it says that the lean way is impossible.</param>
sealed partial class InThreadRowSerializer(IRowSerializer ordinary, int rowLimit, ILogger log) : IRowSerializer
{
    PreparedStage? _stage;
    bool _impossible;

    public JvmObjectReference Serialize(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        // A part of a batch is not what its scan reads. An empty batch, such as the first of a new topic, has no partitions that a plan could be made of.
        if (_impossible || batch.IsPart || batch.Range.Count is 0 || batch.Range.Count > rowLimit)
            return ordinary.Serialize(batch, transform);

        if (_stage is null && !TryPrepare(batch, transform))
            return ordinary.Serialize(batch, transform);

        return _stage!.RunBatch(batch.Scan.Partitions);
    }

    bool TryPrepare(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        try
        {
            using var outlives = Jvm.Scope(keep: true); // What is prepared must outlive the batch's scope.
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
            _impossible = true;
            LogImpossible(Failure.Summary(e));
            return false;
        }
    }

    [LoggerMessage(22, LogLevel.Warning, "stream.lean.impossible batches go the ordinary way: {Reason}")]
    partial void LogImpossible(string reason);
}

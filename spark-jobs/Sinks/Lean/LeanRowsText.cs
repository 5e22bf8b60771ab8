using Analytics.SparkGateway;
using Analytics.SparkJobs.Running;
using Microsoft.Extensions.Logging;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks.Lean;

/// <summary>
/// The lean way: the plan is prepared once, and each batch's partitions run through it in the stream's own thread. No Spark job, no task,
/// no code generated per batch. It uses Spark's internals, so whatever it does not know goes the ordinary way, which gives the same rows.
/// </summary>
/// <param name="rowLimit">Batches of more offsets are worth the parallel, spilling, ordinary way.</param>
sealed class LeanRowsText(Func<DataFrame, DataFrame> transform, IRowsText ordinary, int rowLimit, ILogger log) : IRowsText
{
    PreparedStage? _stage;
    bool _impossible;

    public JvmObjectReference Evaluate(Batch batch)
    {
        // An empty batch, such as the first of a new topic, has no partitions that a plan could be made of.
        if (_impossible || batch.Range.Count is 0 || batch.Range.Count > rowLimit)
            return ordinary.Evaluate(batch);

        if (_stage is null && !TryPrepare(batch))
            return ordinary.Evaluate(batch);

        return _stage!.RunBatch(batch.Scan.Partitions);
    }

    bool TryPrepare(Batch batch)
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
            SinkLog.LeanImpossible(log, Failure.Summary(e));
            return false;
        }
    }
}

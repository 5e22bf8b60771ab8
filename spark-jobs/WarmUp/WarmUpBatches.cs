using Analytics.SparkBinding;
using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sinks.Lean;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.WarmUp;

/// <summary>Runs batches of synthetic rows through a query's transform, to the text that the merge would get. Nothing is written.</summary>
sealed class WarmUpBatches : IDisposable
{
    const int RowsPerBatch = 500;

    readonly Func<DataFrame, DataFrame> _transform;
    readonly EvaluationChoice _choice;
    readonly TimeProvider _clock;
    readonly JsonRows _json = new();
    readonly DataFrame _rows;
    readonly PreparedStage? _stage;
    readonly JvmObjectReference? _partition;

    /// <param name="query">The query whose transform it is; its estimates begin with the times of these batches.</param>
    public WarmUpBatches(JobContext context, string query, Func<DataFrame, DataFrame> transform)
    {
        (_transform, _choice, _clock) = (transform, context.ChoiceOf(query), context.Clock);
        var session = SparkSessions.With(context.Session, MergeQuerySettings.SqlConf);

        _rows = SyntheticRows.Of(session, RowsPerBatch, context.Clock);
        if (context.Settings.Lean)
        {
            // The RDD has Kafka's schema, so the plan generates the same code as real batches: Spark shares compiled code by its text.
            var input = _rows.Reference.Invoke<JvmObjectReference>("queryExecution").Invoke<JvmObjectReference>("toRdd");
            _stage = PreparedStage.Of(session.Reference, input, _rows.Reference.Invoke<JvmObjectReference>("schema"), _transform);
            _partition = (JvmObjectReference)Jvm.Element(input.Invoke<JvmObjectReference>("partitions"), 0)!;
        }
    }

    /// <summary>Runs a small batch, as the stream's thread does.</summary>
    public void RunOne()
    {
        using var scope = Jvm.Scope();
        var began = _clock.GetTimestamp();
        Evaluate().Invoke<string>("toString");
        _choice.Took(onExecutors: false, RowsPerBatch, _clock.GetElapsedTime(began));
    }

    JvmObjectReference Evaluate() => _stage?.Run(_partition!) ?? _json.Collect(_transform(_rows));

    public void Dispose() => _rows.Reference.Dispose();
}

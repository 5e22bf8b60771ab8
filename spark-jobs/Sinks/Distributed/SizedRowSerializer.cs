using Analytics.SparkJobs.Sources;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks.Distributed;

/// <summary>Evaluates each batch where it is faster; the rows are the same.</summary>
/// <param name="near">The evaluation in this process.</param>
/// <param name="far">The evaluation over all executors.</param>
/// <param name="choice">The estimates of the query.</param>
/// <param name="nearLimit">The greatest batch, in offsets, that is evaluated near: its groups must fit into the driver.</param>
sealed class SizedRowSerializer(IRowSerializer near, ExecutorRowSerializer far, EvaluationChoice choice, int nearLimit, TimeProvider clock)
    : IRowSerializer
{
    public JvmObjectReference Serialize(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        var offsets = batch.Range.Count;
        // A part of a batch is persisted, and an empty batch needs no executors.
        if (batch.IsPart || offsets == 0)
            return near.Serialize(batch, transform);

        var isFar =
            (offsets > nearLimit || choice.IsFar(offsets))
            && ExecutorRowSerializer.HasExecutors(batch.Rows.Reference.Invoke<JvmObjectReference>("sparkSession"));
        var began = clock.GetTimestamp();
        var text = (isFar ? far : near).Serialize(batch, transform);
        choice.Took(isFar, offsets, clock.GetElapsedTime(began));
        return text;
    }
}

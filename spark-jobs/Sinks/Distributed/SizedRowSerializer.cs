using Analytics.SparkJobs.Sources;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks.Distributed;

/// <summary>Evaluates each batch where it is faster; the rows are the same.</summary>
/// <param name="driver">The evaluation in the driver.</param>
/// <param name="executors">The evaluation over all executors.</param>
/// <param name="choice">The estimates of the query.</param>
/// <param name="driverLimit">The greatest batch, in offsets, that is evaluated in the driver: its groups must fit into it.</param>
sealed class SizedRowSerializer(
    IRowSerializer driver,
    ExecutorRowSerializer executors,
    EvaluationChoice choice,
    int driverLimit,
    TimeProvider clock
) : IRowSerializer
{
    public JvmObjectReference Serialize(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        var offsets = batch.Range.Count;
        // A part of a batch is persisted, and an empty batch needs no executors.
        if (batch.IsPart || offsets == 0)
            return driver.Serialize(batch, transform);

        var onExecutors =
            (offsets > driverLimit || choice.PrefersExecutors(offsets))
            && ExecutorRowSerializer.HasExecutors(batch.Rows.Reference.Invoke<JvmObjectReference>("sparkSession"));
        var began = clock.GetTimestamp();
        var text = (onExecutors ? executors : driver).Serialize(batch, transform);
        choice.Took(onExecutors, offsets, clock.GetElapsedTime(began));
        return text;
    }
}

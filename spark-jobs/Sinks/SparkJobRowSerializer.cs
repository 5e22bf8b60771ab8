using Analytics.SparkJobs.Sources;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>Evaluates each batch by a Spark job of one task.</summary>
sealed class SparkJobRowSerializer(string query) : IRowSerializer
{
    readonly JsonRows _rows = new();

    public JvmObjectReference Serialize(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        EvaluationMetrics.Evaluated(query, Evaluation.Task);
        return _rows.Collect(transform(batch.Rows.Coalesce(1))); // Without a shuffle, which costs more than so few rows.
    }
}

using Analytics.SparkJobs.Sources;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// Evaluates each batch by a Spark job of one task, with public API only. A Row of one string prints as [{...}], so the text is an array
/// of arrays.
/// </summary>
sealed class SparkJobRowSerializer(string query) : IRowSerializer
{
    readonly Column _json = Expr("to_json(struct(*))");

    public JvmObjectReference Serialize(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        var rows = transform(batch.Rows.Coalesce(1)).Select(_json); // Without a shuffle, which costs more than so few rows.
        using var frame = rows.Reference;
        EvaluationMetrics.Evaluated(query, Evaluation.Task);
        return frame.Invoke<JvmObjectReference>("collectAsList");
    }
}

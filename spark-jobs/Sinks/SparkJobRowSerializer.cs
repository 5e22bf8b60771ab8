using Analytics.SparkJobs.Sources;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// The public way: a Spark job per batch. A Row of one string prints as [{...}], so the text is an array of arrays of one.
/// </summary>
sealed class SparkJobRowSerializer : IRowSerializer
{
    readonly Column _json = Expr("to_json(struct(*))");

    public JvmObjectReference Serialize(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        var rows = transform(batch.Rows).Select(_json);
        using var frame = rows.Reference;
        return frame.Invoke<JvmObjectReference>("collectAsList");
    }
}

using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.SparkJobs.Sinks;

/// <summary>Evaluates rows by a Spark job to one JSON text, with public API only.</summary>
sealed class JsonRows
{
    readonly Column _json = Expr("to_json(struct(*))");

    /// <returns>A Java list whose text is an array of arrays of one object, since a Row of one string prints as [{...}].</returns>
    public JvmObjectReference Collect(DataFrame rows)
    {
        using var frame = rows.Select(_json).Reference;
        return frame.Invoke<JvmObjectReference>("collectAsList");
    }
}

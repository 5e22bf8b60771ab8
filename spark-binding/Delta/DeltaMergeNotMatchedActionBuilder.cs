using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Microsoft.Spark.Extensions.Delta.Tables;

/// <summary>The action on a row of the source that matches no row of the table.</summary>
public sealed class DeltaMergeNotMatchedActionBuilder(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    public DeltaMergeBuilder Insert(Dictionary<string, Column> values) => new(this.Object("insert", JvmCalls.Map(values)));

    public DeltaMergeBuilder InsertExpr(Dictionary<string, string> values) => new(this.Object("insertExpr", JvmCalls.Map(values)));

    /// <summary>Sets every column from the source's column of the same name.</summary>
    public DeltaMergeBuilder InsertAll() => new(this.Object("insertAll"));
}

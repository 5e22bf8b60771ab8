using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Microsoft.Spark.Extensions.Delta.Tables;

/// <summary>The action on a row of the table that matches a row of the source.</summary>
public sealed class DeltaMergeMatchedActionBuilder(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    public DeltaMergeBuilder Update(Dictionary<string, Column> set) => new(this.Object("update", JvmCalls.Map(set)));

    public DeltaMergeBuilder UpdateExpr(Dictionary<string, string> set) => new(this.Object("updateExpr", JvmCalls.Map(set)));

    /// <summary>Sets every column from the source's column of the same name.</summary>
    public DeltaMergeBuilder UpdateAll() => new(this.Object("updateAll"));

    public DeltaMergeBuilder Delete() => new(this.Object("delete"));
}

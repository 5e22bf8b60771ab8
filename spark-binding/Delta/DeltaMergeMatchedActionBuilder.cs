using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Microsoft.Spark.Extensions.Delta.Tables;

/// <summary>What happens to a row of the table that matches one of the source.</summary>
public sealed class DeltaMergeMatchedActionBuilder(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    public DeltaMergeBuilder Update(Dictionary<string, Column> set) => new(this.Object("update", Java.Map(set)));

    public DeltaMergeBuilder UpdateExpr(Dictionary<string, string> set) => new(this.Object("updateExpr", Java.Map(set)));

    /// <summary>Every column from the source's of the same name.</summary>
    public DeltaMergeBuilder UpdateAll() => new(this.Object("updateAll"));

    public DeltaMergeBuilder Delete() => new(this.Object("delete"));
}

using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Microsoft.Spark.Extensions.Delta.Tables;

/// <summary>The clauses of a merge, for rows that match and rows that don't; the first clause that fits a row applies.</summary>
public sealed class DeltaMergeBuilder(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    public DeltaMergeMatchedActionBuilder WhenMatched() => new(this.Object("whenMatched"));

    public DeltaMergeMatchedActionBuilder WhenMatched(string condition) => new(this.Object("whenMatched", condition));

    public DeltaMergeMatchedActionBuilder WhenMatched(Column condition) => new(this.Object("whenMatched", condition));

    public DeltaMergeNotMatchedActionBuilder WhenNotMatched() => new(this.Object("whenNotMatched"));

    public DeltaMergeNotMatchedActionBuilder WhenNotMatched(string condition) => new(this.Object("whenNotMatched", condition));

    public DeltaMergeNotMatchedActionBuilder WhenNotMatched(Column condition) => new(this.Object("whenNotMatched", condition));

    /// <summary>Runs the merge as one commit.</summary>
    /// <exception cref="Exception">A row of the table matches several rows of the source, or a job failed (inner <see
    /// cref="JvmException"/>).</exception>
    public void Execute() => this.Do("execute");
}

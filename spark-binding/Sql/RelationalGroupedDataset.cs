using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>Groups of rows for aggregation.</summary>
public sealed class RelationalGroupedDataset(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    public DataFrame Agg(Column expr, params Column[] exprs) => new(this.Object("agg", expr, JvmCalls.Columns(exprs)));

    /// <summary>The number of rows of each group, in a column <c>count</c>.</summary>
    public DataFrame Count() => new(this.Object("count"));

    public DataFrame Mean(params string[] colNames) => Avg(colNames);

    public DataFrame Max(params string[] colNames) => new(this.Object("max", colNames));

    public DataFrame Avg(params string[] colNames) => new(this.Object("avg", colNames));

    public DataFrame Min(params string[] colNames) => new(this.Object("min", colNames));

    public DataFrame Sum(params string[] colNames) => new(this.Object("sum", colNames));

    /// <summary>Creates one column for each value of a column. Without the values Spark runs a job to find them.</summary>
    public RelationalGroupedDataset Pivot(string pivotColumn) => new(this.Object("pivot", pivotColumn));

    public RelationalGroupedDataset Pivot(string pivotColumn, IEnumerable<object> values) =>
        new(this.Object("pivot", pivotColumn, List(values)));

    public RelationalGroupedDataset Pivot(Column pivotColumn) => new(this.Object("pivot", pivotColumn));

    public RelationalGroupedDataset Pivot(Column pivotColumn, IEnumerable<object> values) =>
        new(this.Object("pivot", pivotColumn, List(values)));

    static JvmCalls.Once List(IEnumerable<object> values) => new(Jvm.NewList([.. values.Select(Literals.ToJava)]));
}

using Analytics.SparkBinding;

namespace Microsoft.Spark.Sql;

/// <content>Operations that change the rows: filters, joins, sets, order.</content>
public sealed partial class DataFrame
{
    public DataFrame Filter(Column condition) => Frame("filter", condition);

    public DataFrame Filter(string conditionExpr) => Frame("filter", conditionExpr);

    public DataFrame Where(Column condition) => Filter(condition);

    public DataFrame Where(string conditionExpr) => Filter(conditionExpr);

    public DataFrame Join(DataFrame right) => Frame("join", right);

    public DataFrame Join(DataFrame right, string usingColumn) => Frame("join", right, usingColumn);

    public DataFrame Join(DataFrame right, IEnumerable<string> usingColumns, string joinType = "inner") =>
        Frame("join", right, usingColumns.ToArray(), joinType);

    public DataFrame Join(DataFrame right, Column joinExpr, string joinType = "inner") => Frame("join", right, joinExpr, joinType);

    public DataFrame CrossJoin(DataFrame right) => Frame("crossJoin", right);

    public DataFrame Union(DataFrame other) => Frame("union", other);

    public DataFrame UnionByName(DataFrame other) => Frame("unionByName", other);

    public DataFrame UnionByName(DataFrame other, bool allowMissingColumns) => Frame("unionByName", other, allowMissingColumns);

    public DataFrame Intersect(DataFrame other) => Frame("intersect", other);

    public DataFrame IntersectAll(DataFrame other) => Frame("intersectAll", other);

    public DataFrame Except(DataFrame other) => Frame("except", other);

    public DataFrame ExceptAll(DataFrame other) => Frame("exceptAll", other);

    public DataFrame Distinct() => Frame("distinct");

    public DataFrame DropDuplicates() => Frame("dropDuplicates");

    public DataFrame DropDuplicates(string col, params string[] cols) => Frame("dropDuplicates", col, cols);

    public DataFrame Limit(int n) => Frame("limit", n);

    /// <summary>Returns about this fraction (0 to 1) of the rows.</summary>
    public DataFrame Sample(double fraction, bool withReplacement = false, long? seed = null) =>
        seed is { } given ? Frame("sample", withReplacement, fraction, given) : Frame("sample", withReplacement, fraction);

    public DataFrame[] RandomSplit(double[] weights, long? seed = null)
    {
        var java = new JvmCalls.Once(Jvm.NewArray("double", [.. weights.Cast<object?>()]));
        var parts = seed is { } given ? this.Object("randomSplit", java, given) : this.Object("randomSplit", java);
        return [.. JvmCalls.Elements(parts).Select(part => new DataFrame((Interop.Ipc.JvmObjectReference)part!))];
    }

    public DataFrame Sort(string column, params string[] columns) => Frame("sort", column, columns);

    public DataFrame Sort(params Column[] columns) => Frame("sort", JvmCalls.Columns(columns));

    public DataFrame OrderBy(string column, params string[] columns) => Sort(column, columns);

    public DataFrame OrderBy(params Column[] columns) => Sort(columns);

    public DataFrame SortWithinPartitions(string column, params string[] columns) => Frame("sortWithinPartitions", column, columns);

    public DataFrame SortWithinPartitions(params Column[] columns) => Frame("sortWithinPartitions", JvmCalls.Columns(columns));
}

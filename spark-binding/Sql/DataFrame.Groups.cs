namespace Microsoft.Spark.Sql;

/// <content>Groups and aggregates.</content>
public sealed partial class DataFrame
{
    public RelationalGroupedDataset GroupBy(params Column[] columns) => new(this.Object("groupBy", JvmCalls.Columns(columns)));

    public RelationalGroupedDataset GroupBy(string column, params string[] columns) => new(this.Object("groupBy", column, columns));

    public RelationalGroupedDataset Rollup(params Column[] columns) => new(this.Object("rollup", JvmCalls.Columns(columns)));

    public RelationalGroupedDataset Rollup(string column, params string[] columns) => new(this.Object("rollup", column, columns));

    public RelationalGroupedDataset Cube(params Column[] columns) => new(this.Object("cube", JvmCalls.Columns(columns)));

    public RelationalGroupedDataset Cube(string column, params string[] columns) => new(this.Object("cube", column, columns));

    /// <summary>Aggregates all rows to one row.</summary>
    public DataFrame Agg(Column expr, params Column[] exprs) => Frame("agg", expr, JvmCalls.Columns(exprs));

    /// <summary>Computes aggregates during the query and reports them with its progress under <paramref name="name"/>.</summary>
    public DataFrame Observe(string name, Column expr, params Column[] exprs) => Frame("observe", name, expr, JvmCalls.Columns(exprs));

    public DataFrame Describe(params string[] cols) => Frame("describe", cols);

    public DataFrame Summary(params string[] statistics) => Frame("summary", statistics);
}

using Analytics.SparkBinding;
using Microsoft.Spark.Sql.Collecting;

namespace Microsoft.Spark.Sql;

/// <content>Actions, which run the plan. Each throws the job's exception (inner <see cref="JvmException"/>).</content>
public sealed partial class DataFrame
{
    public long Count() => (long)this.Call("count")!;

    /// <summary>Returns all rows, in memory. They are transferred as Arrow, so every value keeps its type and precision.</summary>
    public IEnumerable<Row> Collect() => [.. ArrowRows.Of(this)];

    public IEnumerable<Row> Take(int n)
    {
        using var limited = Frame("limit", n).Reference;
        return new DataFrame(limited).Collect();
    }

    public IEnumerable<Row> Head(int n) => Take(n);

    /// <summary>Returns the first row.</summary>
    /// <exception cref="InvalidOperationException">The frame has no rows.</exception>
    public Row Head() => Take(1).FirstOrDefault() ?? throw new InvalidOperationException("The frame has no rows.");

    /// <inheritdoc cref="Head()"/>
    public Row First() => Head();

    /// <summary>Returns the last rows, in their order.</summary>
    public IEnumerable<Row> Tail(int n)
    {
        using var list = Jvm.NewList(JvmCalls.Elements(this.Object("tail", n)));
        using var session = this.Object("sparkSession");
        using var schema = this.Object("schema");
        using var frame = session.Object("createDataFrame", list, schema);
        return new DataFrame(frame).Collect();
    }

    /// <summary>Returns the rows one by one: the Arrow batches are in memory, and each row is created when it is read.</summary>
    public IEnumerable<Row> ToLocalIterator() => ArrowRows.Of(this);

    /// <inheritdoc cref="ToLocalIterator()"/>
    /// <param name="prefetchPartitions">Ignored: every partition is fetched.</param>
    public IEnumerable<Row> ToLocalIterator(bool prefetchPartitions) => ToLocalIterator();

    /// <summary>
    /// Prints the first rows as a table. Texts are truncated to <paramref name="truncate"/> characters; 0 does not truncate.
    /// </summary>
    public void Show(int numRows = 20, int truncate = 20, bool vertical = false) =>
        Console.WriteLine(this.Text("showString", numRows, truncate, vertical));

    public void PrintSchema()
    {
        using var schema = this.Object("schema");
        Console.WriteLine(schema.Text("treeString"));
    }

    public void PrintSchema(int level)
    {
        using var schema = this.Object("schema");
        Console.WriteLine(schema.Text("treeString", level));
    }

    /// <summary>Prints the plan: the physical one, or all four.</summary>
    public void Explain(bool extended = false) => Explain(extended ? "extended" : "simple");

    /// <summary>Prints the plan: <c>simple</c>, <c>extended</c>, <c>codegen</c>, <c>cost</c> or <c>formatted</c>.</summary>
    public void Explain(string mode)
    {
        using var execution = this.Object("queryExecution");
        Console.WriteLine(JvmCalls.CallStatic("org.apache.spark.sql.api.python.PythonSQLUtils", "explainString", execution, mode));
    }
}

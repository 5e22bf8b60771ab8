using Analytics.SparkBinding;
using Microsoft.Spark.Sql.Collecting;

namespace Microsoft.Spark.Sql;

/// <content>Actions: they run the plan. Each throws what the job threw (inner <see cref="JvmException"/>).</content>
public sealed partial class DataFrame
{
    public long Count() => (long)this.Call("count")!;

    /// <summary>All rows, in memory; moved as Arrow, so every value keeps its type and precision.</summary>
    public IEnumerable<Row> Collect() => [.. ArrowRows.Of(this)];

    public IEnumerable<Row> Take(int n)
    {
        using var limited = Frame("limit", n).Reference;
        return new DataFrame(limited).Collect();
    }

    public IEnumerable<Row> Head(int n) => Take(n);

    /// <summary>The first row.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Row Head() => Take(1).FirstOrDefault() ?? throw new InvalidOperationException("The frame has no rows.");

    /// <inheritdoc cref="Head()"/>
    public Row First() => Head();

    /// <summary>The last rows, in their order.</summary>
    public IEnumerable<Row> Tail(int n)
    {
        using var list = Jvm.NewList(Java.Elements(this.Object("tail", n)));
        using var session = this.Object("sparkSession");
        using var schema = this.Object("schema");
        using var frame = session.Object("createDataFrame", list, schema);
        return new DataFrame(frame).Collect();
    }

    /// <summary>The rows one by one: the Arrow batches are in memory, each row is made when it is read.</summary>
    public IEnumerable<Row> ToLocalIterator() => ArrowRows.Of(this);

    /// <inheritdoc cref="ToLocalIterator()"/>
    /// <param name="prefetchPartitions">Without effect: every partition is fetched.</param>
    public IEnumerable<Row> ToLocalIterator(bool prefetchPartitions) => ToLocalIterator();

    /// <summary>Prints the first rows as a table. Texts are cut after <paramref name="truncate"/> letters; 0: not at all.</summary>
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
        Console.WriteLine(Java.CallStatic("org.apache.spark.sql.api.python.PythonSQLUtils", "explainString", execution, mode));
    }
}

using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Sinks;

/// <summary>
/// Puts the rows of a minute together as arrays, in a few parts, each of which Spark's JDBC writer sends as one row. Rows with the same
/// keys come to the same part in every run.
/// </summary>
static class PackedMinutes
{
    /// <summary>The parts of a minute: a thousand counts each at 100 events per second that differ in everything.</summary>
    const int Parts = 8;

    /// <param name="rows">The rows, with a column <c>minute</c>.</param>
    /// <param name="groups">The columns whose values are never put together.</param>
    /// <param name="keys">The columns that choose the part.</param>
    /// <param name="columns">The columns that become arrays, and the arrays' names: <c>name AS names</c>.</param>
    public static DataFrame Of(DataFrame rows, IEnumerable<string> groups, IEnumerable<string> keys, IReadOnlyList<string> columns)
    {
        string[] names = [.. groups, "minute", "part"];
        return rows.WithColumn("part", Expr($"CAST(pmod(hash({string.Join(", ", keys)}), {Parts}) AS INT)"))
            .GroupBy([.. names.Select(Col)])
            .Agg(Expr($"collect_list(struct({string.Join(", ", columns.Select(Name))})) AS counts"))
            .SelectExpr([.. names, .. columns.Select(column => $"counts.{column}")]);
    }

    static string Name(string column) => column[..column.IndexOf(' ', StringComparison.Ordinal)];
}

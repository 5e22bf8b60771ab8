using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Sinks;

/// <summary>
/// Makes the rows of staging.lake_counts of counts: the counts of a minute as arrays, in a few parts, each of which Spark's JDBC writer
/// sends as one row. In: the columns of <see cref="Transforms.LakeCounts"/>.
/// </summary>
static class StagedCounts
{
    /// <summary>The parts of a minute: a thousand counts each at 100 events per second that differ in everything.</summary>
    const int Parts = 8;

    static readonly string[] _columns =
    [
        "second AS seconds",
        "source AS sources",
        "name AS names",
        "country AS countries",
        "device AS devices",
        "currency AS currencies",
        "events AS events",
        "revenue AS revenues",
        "oldest_received_ms AS oldest_ms",
        "newest_received_ms AS newest_ms",
    ];

    public static DataFrame Of(DataFrame counts) =>
        counts
            .WithColumn("revenue", Expr("CAST(coalesce(revenue, 0) AS DECIMAL(28,4))"))
            .GroupBy(Col("kind"), Col("minute"), Expr($"CAST(pmod(hash(source, name, country, device), {Parts}) AS INT) AS part"))
            .Agg(Expr($"collect_list(struct({string.Join(", ", _columns.Select(Name))})) AS counts"))
            .SelectExpr(["kind", "minute", "part", .. _columns.Select(column => $"counts.{column}")]);

    static string Name(string column) => column[..column.IndexOf(' ', StringComparison.Ordinal)];
}

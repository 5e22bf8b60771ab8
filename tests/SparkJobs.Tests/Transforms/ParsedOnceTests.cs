using System.Text.RegularExpressions;
using Analytics.Contracts;
using Analytics.SparkJobs.Sinks;
using Analytics.Transforms;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace SparkJobs.Tests.Transforms;

/// <summary>Parsing is most of the cost of every query, and Spark's optimizer copies expressions when it pushes filters.</summary>
public sealed partial class ParsedOnceTests(SparkFixture spark)
{
    [Fact]
    public void The_live_query_parses_each_row_once() => Assert.Equal(1, Parsers(new LiveMetrics().Apply(Rows())));

    [Fact]
    public void The_sessions_query_parses_each_row_once_and_the_products_of_orders_apart() =>
        Assert.Equal(2, Parsers(LiveSessions.OfNewEvents(Goals.Embedded, PropertyDimensions.None).Apply(Rows())));

    [Fact]
    public void The_lake_parses_each_row_once_for_both_tables()
    {
        var lake = new LakeRows(new Topics(), new Dictionary<string, string>());
        var rows = lake.Kept(ClassifyEvents.ForLake().Apply(Rows()));
        // The client's JSON is copied, and has a parser for messages without its lengths.
        Assert.Equal(1 + SparkSchema.RawEventColumnNames.Count, Parsers(rows));

        using var kept = new KeptRows(rows);
        Assert.Equal(0, Parsers(lake.Events(kept.Rows)));
        Assert.Equal(1, Parsers(lake.Rejected(kept.Rows)));
    }

    // The source is a range, since the optimizer evaluates constant rows itself.
    DataFrame Rows() =>
        spark
            .Session.Range(1)
            .SelectExpr(
                "CAST(CAST(id AS STRING) AS BINARY) AS value",
                "'t' AS topic",
                "0 AS partition",
                "id AS offset",
                "current_timestamp() AS timestamp"
            );

    // As text, a plan otherwise leaves out the columns after the first 25.
    static int Parsers(DataFrame frame) =>
        Parser()
            .Count(
                frame
                    .Reference.Invoke<JvmObjectReference>("queryExecution")
                    .Invoke<JvmObjectReference>("optimizedPlan")
                    .Invoke<string>("treeString", true, false, int.MaxValue, false)
            );

    [GeneratedRegex(@"\bfrom_json\(")]
    private static partial Regex Parser();
}

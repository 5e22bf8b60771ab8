using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Analytics.Contracts;
using Analytics.SparkJobs.Sinks.Lean;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace SparkJobs.Tests.Transforms;

public sealed class LiveMetricsTests(SparkFixture spark)
{
    [Fact]
    public void Gives_the_columns_of_the_contract()
    {
        var rows = KafkaRows.Of(spark.Session, "t", KafkaRows.Event());
        Assert.Equal(Columns(ContractsJson.Default.LiveMetricsRow), Columns(new LiveMetrics().Apply(rows)));
        Assert.Equal(Columns(ContractsJson.Default.RejectedCountsRow), Columns(new RejectedCounts().Apply(rows)));
    }

    [Fact]
    public void Adds_up_what_has_the_same_key()
    {
        var rows = Rows(
            KafkaRows.Event(",\"country\":\"PL\",\"device\":\"mobile\",\"revenue\":0.1,\"currency\":\"EUR\""),
            KafkaRows.Event(
                ",\"country\":\"PL\",\"device\":\"mobile\",\"revenue\":0.2,\"currency\":\"EUR\"",
                receivedAt: "2026-01-01T12:00:01.000Z"
            ),
            KafkaRows.Event(",\"country\":\"DE\",\"device\":\"mobile\"")
        );
        Assert.Equal(
            [
                """
                {"second":1767268800,"source":"web","name":"purchase","country":"DE","device":"mobile","currency":"","code":"","events":1,
                "oldest_received_ms":1767268800900,"newest_received_ms":1767268800900}
                """.ReplaceLineEndings(""),
                """
                {"second":1767268800,"source":"web","name":"purchase","country":"PL","device":"mobile","currency":"EUR","code":"",
                "events":2,"revenue":0.3000,"oldest_received_ms":1767268800900,"newest_received_ms":1767268801000}
                """.ReplaceLineEndings(""),
            ],
            rows
        );
    }

    [Fact]
    public void Cleans_and_cuts_keys()
    {
        var rows = Rows(
            KafkaRows.Event(",\"country\":\"POL\",\"revenue\":1,\"currency\":\"EURO\"", name: "a\\u0000b\\tc" + new string('x', 300))
        );
        var row = JsonNode.Parse(Assert.Single(rows))!;
        Assert.Equal("ab c" + new string('x', 196), (string)row["name"]!);
        Assert.Equal("PO", (string)row["country"]!);
        Assert.Equal("EUR", (string)row["currency"]!);
    }

    [Fact]
    public void A_thousand_tenths_are_a_hundred()
    {
        var rows = Rows([.. Enumerable.Repeat(KafkaRows.Event(",\"revenue\":0.1,\"currency\":\"EUR\""), 1000)]);
        Assert.Contains("\"events\":1000,\"revenue\":100.0000", Assert.Single(rows));
    }

    [Fact]
    public void Counts_rejected_rows_by_their_code_at_the_time_kafka_had_them()
    {
        var rows = Rows(KafkaRows.Text("x"), KafkaRows.Text("y"), KafkaRows.Event(occurredAt: "1970-01-01T00:00:00Z"));
        Assert.Equal(
            [
                """
                {"second":1767268801,"source":"","name":"","country":"","device":"","currency":"","code":"time_out_of_range","events":1}
                """,
                """
                {"second":1767268801,"source":"","name":"","country":"","device":"","currency":"","code":"unparsable","events":2}
                """,
            ],
            rows
        );
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("q\\\"uo\\\\te")]
    [InlineData("line\\nfeed\\u0001\\u001f\\b")]
    [InlineData("zażółć 😀 \\u2028 </script>")]
    [InlineData("\\ud800 lone")]
    public void The_lean_text_equals_that_of_to_json(string name)
    {
        var frame = new LiveMetrics().Apply(
            KafkaRows.Of(
                spark.Session,
                "t",
                KafkaRows.Event(",\"revenue\":12.5,\"currency\":\"E\\\"\"", name),
                KafkaRows.Event("", name),
                KafkaRows.Text("no")
            )
        );
        var ordinary = Texts(frame.Select(Expr("to_json(struct(*))")));
        var lean = Texts(LeanJson.Lines(frame));
        Assert.Equal(ordinary.Count, lean.Count);
        Assert.All(ordinary.Zip(lean), pair =>
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(pair.First), JsonNode.Parse(pair.Second)), $"{pair.First} is not {pair.Second}")
        );
    }

    static IEnumerable<string> Columns(JsonTypeInfo row) => row.Properties.Select(property => property.Name);

    static IEnumerable<string> Columns(DataFrame frame) => frame.Schema().Fields.Select(field => field.Name);

    List<string> Rows(params string[] values) =>
        Texts(
            new LiveMetrics()
                .Apply(KafkaRows.Of(spark.Session, "t", values))
                .OrderBy("second", "country", "code")
                .Select(Expr("to_json(struct(*))"))
        );

    static List<string> Texts(DataFrame frame) => [.. frame.Collect().Select(row => row.GetAs<string>(0))];
}

using System.Text;
using System.Text.Json;
using Analytics.Contracts;
using Analytics.Transforms;

namespace SparkJobs.Tests.Transforms;

public sealed class ClientJsonTests(SparkFixture spark)
{
    // JSON that a parser prints differently.
    const string Exact =
        """{"amount":12345678901234567.89,"rate":0.1000000000000000055511151231257827,"huge":1e400,"p":1.10,"\u0061":"\/\u00e9é😀"}""";

    static readonly string?[] _values =
    [
        null,
        "{}",
        Exact,
        "{ \"a\" :\t1.0 , \"b\" : [ ] }",
        """{"context":{"a":1},"properties":{"b":"}},\"context\":{"}}""",
        """{"x":{"y":{"z":{}}},"properties":{},"context":{}}""",
    ];

    [Fact]
    public void Properties_and_context_are_the_clients_bytes()
    {
        var events = (
            from properties in _values
            from context in _values
            from title in (string[])["t", "é\",\"properties\":{},\"context\":{}"]
            from warnings in (string[]?[])[null, ["w"]]
            select new AnalyticsEvent
            {
                EventId = "e",
                Source = "web",
                Type = "track",
                Name = "n",
                OccurredAt = _now,
                ReceivedAt = _now,
                PageTitle = title,
                Properties = Raw(properties),
                Context = Raw(context),
                Warnings = warnings,
            }
        ).ToList();

        var rows = Lake([.. events.Select(one => KafkaRows.Text(JsonSerializer.Serialize(one, ContractsJson.Default.AnalyticsEvent)))]);

        Assert.Equal(events.Select(one => $"{one.Properties} {one.Context}"), rows);
    }

    [Theory]
    [InlineData(""" "properties":{"a":1.50} """, """{"a":1.5} """)]
    [InlineData(""" "properties_bytes":10,"properties" : {"a":1.50} """, """{"a":1.5} """)]
    [InlineData(""" "properties_bytes":9,"properties":{"a":1.50} """, """{"a":1.5} """)]
    [InlineData(""" "properties_bytes":999,"properties":{"a":1.50} """, """{"a":1.5} """)]
    [InlineData(""" "properties_bytes":-5,"properties":{"a":1.50} """, """{"a":1.5} """)]
    [InlineData(""" "properties_bytes":"many","properties":{"a":1.50} """, """{"a":1.5} """)]
    [InlineData(""" "properties_bytes":10,"context_bytes":10,"context":{"a":1.50} """, """ {"a":1.50}""")]
    [InlineData(""" "context_bytes":10,"context":{"a":1.50},"properties":{"a":1.50} """, """{"a":1.5} {"a":1.50}""")]
    public void A_message_of_another_layout_is_parsed(string members, string expected) =>
        Assert.Equal([expected], Lake([KafkaRows.Event($",{members.Trim()}")]));

    static readonly DateTimeOffset _now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    static RawJson? Raw(string? json) => json is null ? null : new RawJson(Encoding.UTF8.GetBytes(json));

    List<string> Lake(string[] messages)
    {
        var lake = new LakeRows(new Topics(), new Dictionary<string, string>());
        return
        [
            .. lake.Events(lake.Kept(ClassifyEvents.ForLake().Apply(KafkaRows.Of(spark.Session, "t", messages))))
                .OrderBy("offset")
                .Select("properties", "context")
                .Collect()
                .Select(row => $"{row[0]} {row[1]}"),
        ];
    }
}

using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;

namespace SparkJobs.Tests.Transforms;

public sealed class ClassifyEventsTests(SparkFixture spark)
{
    static readonly (string What, string Value, string? Code)[] _rows =
    [
        ("a tombstone", "NULL", RejectionCodes.Unparsable),
        ("nothing", KafkaRows.Text(""), RejectionCodes.Unparsable),
        ("no JSON", KafkaRows.Text("garbage"), RejectionCodes.Unparsable),
        ("half an object", KafkaRows.Text("{\"event_id\":"), RejectionCodes.Unparsable),
        ("an array", KafkaRows.Text("[]"), RejectionCodes.Unparsable),
        ("a number", KafkaRows.Text("123"), RejectionCodes.Unparsable),
        ("a text", KafkaRows.Text("\"event\""), RejectionCodes.Unparsable),
        ("JSON's null", KafkaRows.Text("null"), RejectionCodes.Unparsable),
        ("bad UTF-8", KafkaRows.Bytes(0xff, 0xfe, 0x00, 0x80), RejectionCodes.Unparsable),
        ("a member of another kind", KafkaRows.Event(",\"revenue\":\"much\""), RejectionCodes.Unparsable),
        ("deep nesting", KafkaRows.Text("{\"a\":" + new string('[', 2000)), RejectionCodes.Unparsable),
        ("an empty object", KafkaRows.Text("{}"), RejectionCodes.MissingField),
        ("a null identity", KafkaRows.Event(",\"event_id\":null"), RejectionCodes.MissingField),
        ("1970", KafkaRows.Event(occurredAt: "1970-01-01T00:00:00Z"), RejectionCodes.TimeOutOfRange),
        ("9999", KafkaRows.Event(occurredAt: "9999-12-31T23:59:59Z"), RejectionCodes.TimeOutOfRange),
        ("received before Christ", KafkaRows.Event(receivedAt: "-2026-01-01T12:00:00Z"), RejectionCodes.TimeOutOfRange),
        ("sent in the year 1", KafkaRows.Event(",\"sent_at\":\"0001-01-01T00:00:00Z\""), RejectionCodes.TimeOutOfRange),
        ("the client's clock in 1447", KafkaRows.Event(",\"client_timestamp\":\"1447-05-05T00:00:00Z\""), RejectionCodes.TimeOutOfRange),
        ("sent in 294247", KafkaRows.Event(",\"sent_at\":\"+294247-01-10T04:00:54.775Z\""), RejectionCodes.TimeOutOfRange),
        ("sent at no time", KafkaRows.Event(",\"sent_at\":\"soon\""), RejectionCodes.Unparsable),
        ("a bot, perhaps", KafkaRows.Event(",\"is_bot\":\"perhaps\""), RejectionCodes.Unparsable),
        ("warnings that are no list", KafkaRows.Event(",\"warnings\":{\"a\":1}"), RejectionCodes.Unparsable),
        ("sent in 1900", KafkaRows.Event(",\"sent_at\":\"1900-01-01T00:00:00Z\""), null),
        ("sent in 9999", KafkaRows.Event(",\"sent_at\":\"9999-12-31T23:59:59.999Z\""), null),
        ("eleven minutes ahead", KafkaRows.Event(occurredAt: "2026-01-01T12:11:02Z"), RejectionCodes.TimeOutOfRange),
        ("ten minutes ahead", KafkaRows.Event(occurredAt: "2026-01-01T12:10:01Z"), null),
        ("the year 2000", KafkaRows.Event(occurredAt: "2000-01-01T00:00:00Z"), null),
        ("an event", KafkaRows.Event(), null),
        ("an unknown member", KafkaRows.Event(",\"next_version\":{\"a\":1}"), null),
        ("NUL in a name", KafkaRows.Event(name: "a\\u0000b"), null),
        ("a long name", KafkaRows.Event(name: new string('x', 5000)), null),
    ];

    [Fact]
    public void Classifies_rows_alike_for_the_live_query_and_the_lake()
    {
        var frame = KafkaRows.Of(spark.Session, "t", [.. _rows.Select(row => row.Value)]);
        foreach (var classify in new[] { ClassifyEvents.ForLake(), ClassifyEvents.Only("revenue") })
        {
            var codes = Codes(classify.Apply(frame));
            Assert.Equal(
                _rows.Select(row => $"{row.What}: {row.Code ?? "event"}"),
                _rows.Select((row, i) => $"{row.What}: {codes[i] ?? "event"}")
            );
        }
    }

    static List<string?> Codes(DataFrame classified) =>
        [.. classified.OrderBy("offset").SelectExpr("code").Collect().Select(row => row.Get(0) as string)];
}

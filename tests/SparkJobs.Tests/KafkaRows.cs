using System.Globalization;
using Microsoft.Spark.Sql;

namespace SparkJobs.Tests;

/// <summary>Makes frames in the shape of Spark's Kafka source from texts; null is a tombstone.</summary>
static class KafkaRows
{
    public const string AppendedAt = "2026-01-01 12:00:01";

    /// <param name="values">SQL expressions of type BINARY; see <see cref="Text"/> and <see cref="Bytes"/>.</param>
    public static DataFrame Of(SparkSession session, string topic, params string[] values) =>
        session.Sql(
            $"""
            SELECT CAST(NULL AS BINARY) AS key, value, '{topic}' AS topic, 0 AS partition,
                   CAST(offset AS BIGINT) AS offset, TIMESTAMP '{AppendedAt}' AS timestamp, 1 AS timestampType
            FROM VALUES {string.Join(
                ", ",
                values.Select((value, offset) => string.Create(CultureInfo.InvariantCulture, $"({offset}, CAST({value} AS BINARY))"))
            )} AS t(offset, value)
            """
        );

    public static string Text(string json) => $"unbase64('{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(json))}')";

    public static string Bytes(params byte[] bytes) => $"unbase64('{Convert.ToBase64String(bytes)}')";

    /// <summary>Returns a canonical event that counts, with members replaced or added.</summary>
    public static string Event(
        string more = "",
        string name = "purchase",
        string occurredAt = "2026-01-01T12:00:00.500Z",
        string receivedAt = "2026-01-01T12:00:00.900Z"
    ) =>
        Text(
            $$"""
            {"event_id":"e","source":"web","type":"track","name":"{{name}}",
            "occurred_at":"{{occurredAt}}","received_at":"{{receivedAt}}"{{more}}}
            """
        );
}

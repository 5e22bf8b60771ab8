using System.Text;
using System.Text.Json;
using Analytics.Contracts;
using Analytics.SparkJobs.Jobs;
using Analytics.Testing;

namespace SparkJobs.Tests.Jobs;

/// <summary>Compares a client's bytes in Kafka with those in the lake.</summary>
public sealed class LakeArchiveAnyJsonTests(SparkFixture spark, TestEnvironment environment)
{
    [Fact]
    public async Task Any_json_of_a_client_has_the_same_bytes_in_Kafka_and_in_the_lake()
    {
        const int accepted = 600;
        const int refused = 200;
        var random = new Random(1);
        var json = new AnyJson(random);
        var whole = JsonSerializer.Deserialize(Events.Good(1).Single(), ContractsJson.Default.AnalyticsEvent)!;
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(
            stream.Topics.Events,
            Enumerable
                .Range(0, accepted)
                .Select(_ => whole with { Properties = Raw(), Context = Raw(), Warnings = random.Next(2) == 0 ? ["w"] : null })
                .Select(one => JsonSerializer.SerializeToUtf8Bytes(one, ContractsJson.Default.AnalyticsEvent))
        );
        stream.Publish(
            stream.Topics.Rejected,
            Enumerable
                .Range(0, refused)
                .Select(_ => new RejectedEvent
                {
                    Code = RejectionCodes.MissingField,
                    Stage = "collector",
                    ReceivedAt = TimeProvider.System.GetUtcNow(),
                    Original = json.Object(),
                    OriginalEncoding = "utf8",
                })
                .Select(one => JsonSerializer.SerializeToUtf8Bytes(one, ContractsJson.Default.RejectedEvent))
        );
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(accepted + refused);

        Assert.Equal(InKafka(stream.Topics.Events, "properties", "context"), InLake(stream.Context.Lake.Events, "properties", "context"));
        Assert.Equal(InKafka(stream.Topics.Rejected, "original"), InLake(stream.Context.Lake.Rejected, "original"));

        RawJson? Raw() => random.Next(6) == 0 ? null : new RawJson(Encoding.UTF8.GetBytes(json.Object()));

        string[] InLake(string table, params string[] columns) =>
            Ordered(
                stream
                    .Read(table)
                    .Select("partition", ["offset", .. columns])
                    .Collect()
                    .Select(row => ((int)row[0]!, (long)row[1]!, string.Join('|', row.Values.Skip(2))))
            );

        string[] InKafka(string topic, params string[] members) =>
            Ordered(
                stream
                    .Context.Session.Read()
                    .Format("kafka")
                    .Option("kafka.bootstrap.servers", stream.Context.Settings.Kafka)
                    .Option("subscribe", topic)
                    .Load()
                    .SelectExpr("partition", "offset", "CAST(value AS STRING)")
                    .Collect()
                    .Select(row => ((int)row[0]!, (long)row[1]!, Members(JsonDocument.Parse((string)row[2]!).RootElement, members)))
            );

        static string Members(JsonElement message, string[] members) =>
            string.Join(
                '|',
                members.Select(name =>
                    !message.TryGetProperty(name, out var member) ? null
                    : member.ValueKind == JsonValueKind.String ? member.GetString()
                    : member.GetRawText()
                )
            );

        static string[] Ordered(IEnumerable<(int Partition, long Offset, string Text)> rows) =>
            [.. rows.OrderBy(row => (row.Partition, row.Offset)).Select(row => $"{row.Partition}@{row.Offset} {row.Text}")];
    }
}

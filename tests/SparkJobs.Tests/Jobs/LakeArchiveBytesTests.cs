using System.Text;
using System.Text.Json;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.SparkJobs.Jobs;
using Analytics.Testing;

namespace SparkJobs.Tests.Jobs;

/// <summary>The lake holds a client's bytes unchanged, and its log no values that may name a person.</summary>
public sealed class LakeArchiveBytesTests(SparkFixture spark, TestEnvironment environment)
{
    [Fact]
    public async Task The_log_of_a_new_and_of_an_older_table_holds_no_values_of_other_columns()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        var lake = stream.Context.Lake;
        stream.Publish(stream.Topics.Events, [.. Events.Good(20), .. Events.Garbage]);
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(20 + Events.Garbage.Count);

        Assert.Contains(Value("occurred_at"), Log(lake.Events));
        Assert.DoesNotContain(Value("event_id"), Log(lake.Events));
        Assert.DoesNotContain(Value("original"), Log(lake.Rejected));

        // An earlier version created the table.
        spark.Session.Sql($"ALTER TABLE delta.`{lake.Events}` UNSET TBLPROPERTIES ('{LakeStatistics.Property}')");
        stream.Publish(stream.Topics.Events, Events.Good(5, seed: 2));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(25 + Events.Garbage.Count);

        Assert.Contains(LakeStatistics.LimitedAtProperty, Log(lake.Events));
        Assert.DoesNotContain(Value("event_id"), Log(lake.Events));

        static string Value(string column) => $"\"{column}\":\"".Replace("\"", "\\\"");

        static string Log(string table) =>
            string.Concat(Directory.EnumerateFiles(Path.Combine(table, "_delta_log"), "*.json").Select(File.ReadAllText));
    }

    [Fact]
    public async Task The_bytes_of_a_client_are_kept_unchanged()
    {
        const string numbers =
            """{"amount":12345678901234567.89,"rate":0.1000000000000000055511151231257827,"huge":1e400,"p":1.10,"\u0061":"\/\u00e9é"}""";
        var json = new RawJson(Encoding.UTF8.GetBytes(numbers));
        var whole = JsonSerializer.Deserialize(Events.Good(1).Single(), ContractsJson.Default.AnalyticsEvent)!;
        AnalyticsEvent[] events =
        [
            whole with
            {
                Name = ",\"properties\":{",
                Properties = json,
                Context = json,
                Warnings = ["w"],
            },
            whole with
            {
                Properties = json,
            },
            whole with
            {
                Context = json,
            },
            whole with
            {
                Properties = new RawJson("{}"u8.ToArray()),
                Context = json,
            },
        ];
        var rejected = new RejectedEvent
        {
            Code = RejectionCodes.MissingField,
            Stage = "collector",
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            Original = numbers,
            OriginalEncoding = "utf8",
        };
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(
            stream.Topics.Events,
            events.Select(one => JsonSerializer.SerializeToUtf8Bytes(one, ContractsJson.Default.AnalyticsEvent))
        );
        stream.Publish(stream.Topics.Rejected, [JsonSerializer.SerializeToUtf8Bytes(rejected, ContractsJson.Default.RejectedEvent)]);
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(events.Length + 1);

        var lake = stream.Context.Lake;
        Assert.Equal(
            events.Select(one => $"{one.Properties} {one.Context}").Order(StringComparer.Ordinal),
            stream
                .Read(lake.Events)
                .Select("properties", "context")
                .Collect()
                .Select(row => $"{row[0]} {row[1]}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(numbers, stream.Read(lake.Rejected).Select("original").Collect().Single().GetAs<string>(0));
    }

    [Fact]
    public async Task Rejected_rows_keep_their_bytes()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(
            stream.Topics.Events,
            [
                [0xff, 0x00, 0x80],
                .. Events.Texts("gar\\bage"),
                .. Events.Good(1),
            ]
        );
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(3);

        var kept = stream
            .Read(stream.Context.Lake.Rejected)
            .OrderBy("original_encoding")
            .Select("original_encoding", "original", "code")
            .Collect()
            .ToList();
        Assert.Equal(["base64", Convert.ToBase64String([0xff, 0x00, 0x80]), RejectionCodes.Unparsable], kept[0].Values);
        Assert.Equal(["utf8", "gar\\bage", RejectionCodes.Unparsable], kept[1].Values);
    }

    [Fact]
    public async Task A_rejected_event_of_a_time_that_no_sink_stores_keeps_its_bytes()
    {
        const string rejected = """
            {"code":"user_missing","stage":"collector","source":"web","received_at":"0001-01-01T00:00:00Z",
            "original":"{}","original_encoding":"utf8"}
            """;
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Rejected, Events.Texts(rejected));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(1);

        var kept = stream.Read(stream.Context.Lake.Rejected).Select("code", "original").Collect().Single();
        Assert.Equal([RejectionCodes.Unparsable, rejected], kept.Values);
    }
}

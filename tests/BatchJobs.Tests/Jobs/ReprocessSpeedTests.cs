using System.Globalization;
using System.Text.Json;
using Analytics.BatchJobs.Gold;
using Analytics.BatchJobs.Sources;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Local;
using Analytics.SparkBinding;
using Analytics.Testing;
using Analytics.Testing.Postgres;
using Analytics.Transforms;
using BatchJobs.Tests.Streaming;
using Npgsql;

namespace BatchJobs.Tests.Jobs;

/// <summary>
/// Measures reprocess on a day of many events; runs only when it is asked for: <c>tests/Benchmarks/batch.sh</c>. The first run fills an empty
/// warehouse, so every row differs; the second finds nothing to correct, as on most days.
/// </summary>
[Collection(SparkCollection.Name)]
public sealed class ReprocessSpeedTests(TestEnvironment environment) : IDisposable
{
    const int Duplicate = 10_000;

    readonly TestFolder _folder = new();

    static long Events =>
        long.TryParse(
            Environment.GetEnvironmentVariable("REPROCESS_EVENTS"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var count
        )
            ? count
            : 1_000_000;

    public void Dispose() => _folder.Dispose();

    [Fact(Explicit = true)]
    public async Task A_day_of_many_events_takes_less_than_40_seconds_a_million()
    {
        await using var warehouse = await environment.CreateWarehouseAsync();
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1);
        var topics = new StreamedTopics(new LakeFolder(Path.Combine(_folder.Path, "lake")), warehouse, _folder.Path);
        FillLake(topics.Lake, day);
        JvmHost.Shutdown(); // Its memory is for the job.
        await FillLedgerAsync(warehouse);

        foreach (var run in (string[])["every row differs", "nothing differs"])
        {
            var began = TimeProvider.System.GetTimestamp();
            using var running = new RunningReprocess(topics, warehouse.ConnectionString(Role.Batch), day, memory: "2g");
            var (exitCode, output) = await running.EndAsync();
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            Assert.True(exitCode == ExitCodes.Done, output);
            Assert.Contains($"lake {Events - Events / Duplicate:N0}", output, StringComparison.Ordinal);
            TestContext.Current.SendDiagnosticMessage(
                $"{run}: {seconds:0} s, {seconds / Events * 1e6:0.0} s a million, peak {running.PeakMemory / 1e6:0} MB\n{output}"
            );
            Assert.InRange(seconds / Events * 1e6, 0, 3 * 40);
        }
    }

    static void FillLake(LakeFolder lake, DateOnly day)
    {
        var midnight = $"{UtcDay.Text(day)} 00:00:00Z";
        var ids = new Dictionary<string, string> { [StreamedTopics.Topics.Events] = StreamedTopics.TopicId };
        var ends = new Dictionary<string, Dictionary<string, long>> { [StreamedTopics.Topics.Events] = new() { ["0"] = Events } };
        var events = LakeSession
            .Create("tests")
            .Range(0, Events, 1, 16)
            .SelectExpr(
                $"concat('event-', IF(id % {Duplicate} = 1, id - 1, id)) AS event_id",
                "'web' AS source",
                "'browser' AS channel",
                "IF(id % 3 = 0, 'page', 'track') AS type",
                "concat('name ', hash(id) % 20) AS name",
                $"concat('visitor-', pmod(hash(id, 1), {Math.Max(1, Events / 20)})) AS anonymous_id",
                "CAST(NULL AS STRING) AS user_id",
                $"concat('session-', pmod(hash(id, 1), {Math.Max(1, Events / 10)})) AS session_id",
                $"timestamp_micros(unix_micros(TIMESTAMP '{midnight}') + CAST(id * {86_400_000_000m / Events:0.######} AS BIGINT)) AS occurred_at",
                $"timestamp_micros(unix_micros(TIMESTAMP '{midnight}') + CAST(id * {86_400_000_000m / Events:0.######} AS BIGINT) + 300000) AS received_at",
                "concat('https://example.com/page/', pmod(hash(id, 2), 200)) AS page_url",
                "concat('/page/', pmod(hash(id, 2), 200)) AS page_path",
                "IF(id % 9 = 0, 'google.com', NULL) AS referrer_domain",
                "IF(id % 11 = 0, 'newsletter', NULL) AS utm_source",
                "CAST(NULL AS STRING) AS utm_medium",
                "CAST(NULL AS STRING) AS utm_campaign",
                "CAST(NULL AS STRING) AS utm_term",
                "CAST(NULL AS STRING) AS utm_content",
                "elt(1 + pmod(hash(id, 3), 10), 'PL', 'DE', 'FR', 'ES', 'IT', 'US', 'GB', 'SE', 'NO', 'DK') AS country",
                "CAST(NULL AS STRING) AS region",
                "CAST(NULL AS STRING) AS city",
                "elt(1 + pmod(hash(id, 4), 3), 'mobile', 'desktop', 'tablet') AS device",
                "'Android' AS os",
                "'Chrome' AS browser",
                "'en-US' AS locale",
                "IF(id % 20 = 0, CAST(12.5 AS DECIMAL(18,4)), NULL) AS revenue",
                "IF(id % 20 = 0, 'EUR', NULL) AS currency",
                "CAST(NULL AS BOOLEAN) AS is_bot",
                "concat('{\"sku\":\"', sha2(CAST(id AS STRING), 256), '\"}') AS properties",
                $"'{StreamedTopics.Topics.Events}' AS topic",
                $"'{StreamedTopics.TopicId}' AS topic_id",
                "0 AS partition",
                "id AS offset",
                $"{UtcDay.Literal(day)} AS received_date"
            );
        events
            .Write()
            .Format("delta")
            .PartitionBy("received_date")
            .Option("userMetadata", new LakeEnds(ends, ids).ToJson())
            .Save(lake.Events);
    }

    static async Task FillLedgerAsync(TestDatabase warehouse)
    {
        var offsets = new TopicRange(
            StreamedTopics.TopicId,
            new Dictionary<string, long> { ["0"] = 0 },
            new Dictionary<string, long> { ["0"] = Events },
            new Dictionary<string, long> { ["0"] = 0 }
        );
        var batch = new MergeBatch(
            QueryNames.LiveMetrics,
            0,
            DateTimeOffset.UnixEpoch,
            1,
            new Dictionary<string, TopicRange> { [StreamedTopics.Topics.Events] = offsets }
        );
        await using var connection = await warehouse.OpenAsync(Role.Writer);
        await using var merge = new NpgsqlCommand($"SELECT {WarehouseFunctions.MergeLiveMetrics}('[]', $1)", connection);
        merge.Parameters.Add(new() { Value = JsonSerializer.Serialize(batch, ContractsJson.Default.MergeBatch) });
        await merge.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

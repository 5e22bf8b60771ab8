using System.Globalization;
using Analytics.Contracts;
using Analytics.SparkJobs.Jobs;
using Analytics.Testing;

namespace SparkJobs.Tests.Jobs;

/// <summary>
/// Canonical, historical and rejected events with any member at any edge stop no sink, and all sinks agree: 3,000 of them, or the more
/// that ANALYTICS_TEST_POISONS says.
/// </summary>
[Trait("Fault", "F12")]
[Trait("Fault", "F16")]
public sealed class AnyEventTests(SparkFixture spark, TestEnvironment environment)
{
    // The events of each round.
    const int New = 1_500;
    const int Past = 700;
    const int Refused = 800;
    const int Round = New + Past + Refused;

    const string IsConsistent = $"source <> '{AnyMessages.Contradicting}'";

    static readonly int _rounds = Math.Max(
        1,
        (int.Parse(Environment.GetEnvironmentVariable("ANALYTICS_TEST_POISONS") ?? "0", CultureInfo.InvariantCulture) + Round - 1) / Round
    );

    [Fact]
    public async Task Stops_no_sink_and_is_the_same_in_all()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment, settings =>
            settings with
            {
                Lean = true,
                HistoricalTrigger = TimeSpan.FromMilliseconds(200),
            }
        );
        var messages = new AnyMessages(new Random(1));
        using (stream.Run(LiveMetricsJob.Plan))
        using (stream.Run(RejectedCountsJob.Plan))
        using (stream.Run(SessionsJob.Plan))
        using (stream.Run(HistoricalMetricsJob.Plan))
        using (stream.Run(LakeArchiveJob.Plan))
        {
            for (var round = 1; round <= _rounds; round++)
            {
                stream.Publish(stream.Topics.Events, messages.Events(New));
                stream.Publish(stream.Topics.Historical, messages.Events(Past));
                stream.Publish(stream.Topics.Rejected, messages.Rejected(Refused));
                await stream.CommittedAsync(QueryNames.LiveMetrics, round * New);
                await stream.CommittedAsync(QueryNames.Sessions, round * New);
                await stream.CommittedAsync(QueryNames.HistoricalMetrics, round * Past);
                await stream.CommittedAsync(QueryNames.RejectedCounts, round * Refused);
                await stream.LakeRowsAsync(round * Round);
            }
        }

        Assert.Empty(await stream.LinesAsync("SELECT reason FROM warehouse.dead_letters"));
        Assert.Equal(PlacesInKafka(stream), PlacesInLake(stream));
        await AgreesAsync(stream);
    }

    static async Task AgreesAsync(TestStream stream)
    {
        var (events, rejected) = (stream.Read(stream.Context.Lake.Events), stream.Read(stream.Context.Lake.Rejected));
        Assert.Equal(
            events.Where(IsConsistent).Count(),
            await stream.QueryAsync<long>(
                $"SELECT coalesce(sum(events), 0)::bigint FROM warehouse.event_counts_minute WHERE {IsConsistent}"
            )
        );
        Assert.Equal(
            events.Count(),
            await stream.QueryAsync<long>(
                "SELECT sum(events)::bigint FROM warehouse.dimension_counts_minute WHERE dimension IN ('country', 'bot')"
            )
        );
        Assert.Equal(
            events.Where("session_id <> ''").Count(),
            await stream.QueryAsync<long>("SELECT coalesce(sum(events), 0)::bigint FROM warehouse.live_sessions")
        );
        Assert.Equal(
            rejected
                // The live query alone counts by the text.
                .Where($"topic <> '{stream.Topics.Events}' OR NOT contains(coalesce(original, ''), '{AnyMessages.Contradicting}')")
                .Select("code")
                .Collect()
                .CountBy(row => AsKey(row.GetAs<string>(0)))
                .Select(code => $"{code.Key} {code.Value}")
                .Order(StringComparer.Ordinal),
            await stream.LinesAsync(
                "SELECT code || ' ' || sum(events) FROM warehouse.rejected_counts_minute GROUP BY code ORDER BY (code || ' ' || "
                    + "sum(events)) COLLATE \"C\""
            )
        );
    }

    static List<string> PlacesInLake(TestStream stream) =>
        [
            .. new[] { stream.Context.Lake.Events, stream.Context.Lake.Rejected }
                .SelectMany(table => stream.Read(table).Select("topic", "partition", "offset").Collect())
                .Select(row => $"{row.GetAs<string>(0)}-{row.GetAs<int>(1)}@{row.GetAs<long>(2)}")
                .Order(StringComparer.Ordinal),
        ];

    // The topics have no transactions, so each offset is a message.
    static List<string> PlacesInKafka(TestStream stream) =>
        [
            .. new[] { stream.Topics.Events, stream.Topics.Historical, stream.Topics.Rejected }
                .SelectMany(stream.Watermarks)
                .SelectMany(partition =>
                    Enumerable
                        .Range((int)partition.Offsets.Low.Value, (int)(partition.Offsets.High.Value - partition.Offsets.Low.Value))
                        .Select(offset => $"{partition.Partition.Topic}-{partition.Partition.Partition.Value}@{offset}")
                )
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Returns a code as the warehouse keeps it: without NUL, and cut.</summary>
    static string AsKey(string code) =>
        code.Replace("\0", "") is { Length: > KeyText.Name } text ? text[..KeyText.Name] : code.Replace("\0", "");
}

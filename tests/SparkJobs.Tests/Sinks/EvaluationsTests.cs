using Analytics.Contracts;
using Analytics.Local.Kafka;
using Analytics.SparkJobs.Jobs;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using SparkJobs.Tests.Jobs;

namespace SparkJobs.Tests.Sinks;

/// <summary>A batch has the same rows wherever it is evaluated.</summary>
public sealed class EvaluationsTests(SparkFixture spark, TestEnvironment environment)
{
    const int Rounds = 4;

    static readonly string _rejected =
        """{"code":"user_missing","stage":"collector","source":"web","received_at":"2026-01-01T00:00:00Z","original":"{}"}""";

    [Fact]
    public async Task Every_evaluation_gives_the_same_groups_of_any_number_of_events_and_partitions()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment, settings =>
            settings with
            {
                HistoricalTrigger = TimeSpan.FromMilliseconds(100),
            }
        );
        var random = new Random(7);
        var live = new ComparedSink(QueryNames.LiveMetrics, stream.Context);
        var past = new ComparedSink(QueryNames.HistoricalMetrics, stream.Context);
        var rejected = new ComparedSink(QueryNames.RejectedCounts, stream.Context);
        var (sentLive, sentPast, sentRejected) = (0L, 0L, 0L);
        using (stream.Run(context => LiveMetricsJob.Plan(context) with { OpenSink = () => live }))
        using (stream.Run(context => HistoricalMetricsJob.Plan(context) with { OpenSink = () => past }))
        using (stream.Run(context => RejectedCountsJob.Plan(context) with { OpenSink = () => rejected, Trigger = TimeSpan.Zero }))
        {
            for (var round = 0; round < Rounds; round++)
            {
                if (round == Rounds / 2)
                {
                    await KafkaTopics.GrowAsync(stream.Context.Settings.Kafka, stream.Topics.Events, 48);
                    await KafkaTopics.GrowAsync(stream.Context.Settings.Kafka, stream.Topics.Historical, 4);
                }

                byte[]?[] events = [.. Events.Good(random.Next(1, 1_500), seed: round), .. Events.Garbage, .. Events.Odd];
                byte[]?[] visits = [.. Visits.Messages(Visits.Events(random.Next(1, 400), seed: round)), .. Events.Garbage];
                byte[]?[] refused = [.. Events.Texts(_rejected, "{}", "x").Take(random.Next(1, 4)), null];
                stream.Publish(stream.Topics.Events, events);
                stream.Publish(stream.Topics.Historical, visits);
                stream.Publish(stream.Topics.Rejected, refused);
                await Task.WhenAll(
                    ReadAsync(live, sentLive += events.Length),
                    ReadAsync(past, sentPast += visits.Length),
                    ReadAsync(rejected, sentRejected += refused.Length)
                );
            }
        }

        Assert.Empty(stream.Warnings.All);
        Assert.Empty(live.Differences.Concat(past.Differences).Concat(rejected.Differences));
        Assert.Equal(sentLive, live.Groups.Sum(group => (long)group["events"]!)); // Each message is in one group.
        Assert.Equal(sentRejected, rejected.Groups.Sum(group => (long)group["events"]!));
    }

    static Task ReadAsync(ComparedSink sink, long offsets) =>
        Poll.UntilAsync($"{offsets} offsets are read", () => sink.Offsets >= offsets, TestStream.Deadline);
}

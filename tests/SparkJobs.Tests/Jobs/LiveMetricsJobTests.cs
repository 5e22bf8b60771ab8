using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.SparkJobs.Jobs;
using Analytics.Testing;
using Analytics.Testing.Waiting;

namespace SparkJobs.Tests.Jobs;

public sealed class LiveMetricsJobTests(SparkFixture spark, TestEnvironment environment)
{
    const string Counted = "SELECT coalesce(sum(events), 0)::bigint FROM warehouse.event_counts_minute";
    const string Rejected = "SELECT coalesce(sum(events), 0)::bigint FROM warehouse.rejected_counts_minute";
    const string Rows =
        "SELECT (extract(epoch FROM bucket), source, name, country, device, currency, events, revenue, oldest_received_at, "
        + "newest_received_at)::text FROM warehouse.event_counts_second ORDER BY 1";

    [Fact]
    public async Task Counts_every_event_once_whatever_else_is_in_the_topic_and_whatever_breaks()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        using (stream.Run(LiveMetricsJob.Plan))
        {
            stream.Publish(stream.Topics.Events, [.. Events.Good(500), .. Events.Garbage, .. Events.Odd]);
            await stream.CommittedAsync(QueryNames.LiveMetrics, 500 + Events.Garbage.Count + Events.Odd.Count);

            // The database closes the held connection during the run: the query restarts by itself and reads the uncommitted
            // offsets again.
            await stream.EndSessionsAsync(QueryNames.LiveMetrics);
            stream.Publish(stream.Topics.Events, Events.Good(500, seed: 2));
            await stream.CommittedAsync(QueryNames.LiveMetrics, 1_000 + Events.Garbage.Count + Events.Odd.Count);
        }

        // The next run begins at the ledger's offsets.
        stream.Publish(stream.Topics.Events, Events.Good(200, seed: 3));
        using (stream.Run(LiveMetricsJob.Plan))
            await stream.CommittedAsync(QueryNames.LiveMetrics, 1_200 + Events.Garbage.Count + Events.Odd.Count);

        Assert.Equal(1_200 + Events.Odd.Count, await stream.QueryAsync<long>(Counted));
        Assert.Equal(Events.Garbage.Count, await stream.QueryAsync<long>(Rejected));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Does_not_count_what_an_aborted_transaction_wrote(bool lean)
    {
        await using var stream = await TestStream.CreateAsync(spark, environment, settings => settings with { Lean = lean });
        using var query = stream.Run(LiveMetricsJob.Plan);
        stream.PublishInTransaction(stream.Topics.Events, Events.Good(70), commit: false);
        stream.PublishInTransaction(stream.Topics.Events, Events.Good(50, seed: 2), commit: true);
        // Each transaction ends with a marker, which takes an offset.
        await stream.CommittedAsync(QueryNames.LiveMetrics, 70 + 1 + 50 + 1);
        Assert.Equal(50, await stream.QueryAsync<long>(Counted));
    }

    [Fact]
    public async Task The_lean_way_and_the_ordinary_way_give_the_same_rows()
    {
        await using var ordinary = await TestStream.CreateAsync(spark, environment);
        await using var lean = await TestStream.CreateAsync(spark, environment, settings => settings with { Lean = true });
        var events = Events.Good(2_000).Concat(Events.Garbage).Concat(Events.Odd).ToList();
        foreach (var stream in new[] { ordinary, lean })
        {
            using var query = stream.Run(LiveMetricsJob.Plan);
            // Every new installation begins with an empty batch.
            await Poll.UntilAsync("the first batch is done", () => query.State.Batches > 0, TestStream.Deadline);
            foreach (var part in events.Chunk(250))
                stream.Publish(stream.Topics.Events, part);

            await stream.CommittedAsync(QueryNames.LiveMetrics, events.Count);
        }

        Assert.Empty(lean.Warnings.All);
        Assert.Equal(await ordinary.LinesAsync(Rows), await lean.LinesAsync(Rows));
        Assert.Equal(await ordinary.QueryAsync<long>(Rejected), await lean.QueryAsync<long>(Rejected));
    }

    [Fact]
    public async Task A_backlog_is_counted_once_over_all_executors_while_new_events_come()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment, settings =>
            settings with
            {
                Lean = true,
                Distributed = true,
            }
        );
        stream.EvaluateOverExecutors(QueryNames.LiveMetrics);
        var before = await Evaluated.OverExecutorsAsync(QueryNames.LiveMetrics);
        stream.Publish(stream.Topics.Events, Events.Good(25_000));
        using var query = stream.Run(LiveMetricsJob.Plan);
        await Poll.UntilAsync("a part is counted", () => query.State.Batches > 0, TestStream.Deadline);
        await stream.EndSessionsAsync(QueryNames.LiveMetrics);
        for (var round = 0; round < 10; round++)
            stream.Publish(stream.Topics.Events, [.. Events.Good(100, seed: round), .. Events.Garbage]);

        var garbage = 10 * Events.Garbage.Count;
        await stream.CommittedAsync(QueryNames.LiveMetrics, 26_000 + garbage);
        Assert.Equal(26_000, await stream.QueryAsync<long>(Counted));
        Assert.Equal(garbage, await stream.QueryAsync<long>(Rejected));
        Assert.True(await Evaluated.OverExecutorsAsync(QueryNames.LiveMetrics) > before);
    }

    [Fact]
    [Trait("Fault", "F18")]
    public async Task A_second_copy_is_refused_and_says_who_runs()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        using var first = stream.Run(LiveMetricsJob.Plan);
        stream.Publish(stream.Topics.Events, Events.Good(1));
        await stream.CommittedAsync(QueryNames.LiveMetrics, 1);
        using var second = stream.Run(LiveMetricsJob.Plan);
        var refusal = second.Fatal();
        Assert.Equal((ExitCodes.InUse, "restarting"), (refusal.ExitCode, second.State.PhaseText));
        Assert.Matches("live-metrics already runs, backend pid [0-9]+ since", refusal.Message);
    }

    [Fact]
    [Trait("Fault", "F17")]
    public async Task A_topic_that_was_created_again_stops_it_until_the_gap_is_accepted()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        using (stream.Run(LiveMetricsJob.Plan))
        {
            stream.Publish(stream.Topics.Events, Events.Good(10));
            await stream.CommittedAsync(QueryNames.LiveMetrics, 10);
        }

        await stream.DropTopicAsync(stream.Topics.Events);
        await Analytics.Local.Kafka.KafkaTopics.CreateAsync(stream.Context.Settings.Kafka, stream.Topics);
        stream.Publish(stream.Topics.Events, Events.Good(5, seed: 2));
        using (var refused = stream.Run(LiveMetricsJob.Plan))
        {
            var stop = refused.Fatal();
            Assert.Equal(ExitCodes.DataError, stop.ExitCode);
            Assert.Contains("created again", stop.Message);
            // The last heartbeat tells it from a query that was stopped.
            Assert.Equal("restarting", refused.State.PhaseText);
        }

        using (stream.Run(LiveMetricsJob.Plan, stream.Context.Settings with { AcceptGap = true }))
            await stream.ReachesAsync(15, Counted);
    }
}

using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.SparkJobs.Jobs;
using Analytics.SparkJobs.Queries;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using Confluent.Kafka;

namespace SparkJobs.Tests.Jobs;

/// <summary>Kafka removes events, as its retention does, while the queries are stopped.</summary>
[Trait("Fault", "F17")]
public sealed class RetentionTests(SparkFixture spark, TestEnvironment environment)
{
    // The most events that Kafka keeps of each partition.
    const int Kept = 5;

    [Fact]
    public async Task Events_that_Kafka_has_deleted_are_named_and_skipped_once_the_gap_is_accepted()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Events, Events.Good(30));
        Func<JobContext, QueryPlan>[] jobs = [LiveMetricsJob.Plan, LakeArchiveJob.Plan];
        using (stream.Run(jobs[0]))
        using (stream.Run(jobs[1]))
            await CountedAsync(stream, 30);

        var read = stream.Watermarks(stream.Topics.Events).ToDictionary(one => one.Partition, one => one.Offsets.High.Value);
        stream.Publish(stream.Topics.Events, Events.Good(300, seed: 2));
        List<string> gaps = [];
        var lost = 0L;
        foreach (var (partition, offsets) in stream.Watermarks(stream.Topics.Events))
        {
            var (first, next) = (Math.Max(0, offsets.High.Value - Kept), read[partition]);
            await stream.RemoveBelowAsync(new TopicPartitionOffset(partition, first));
            if (first <= next)
                continue;

            lost += first - next;
            gaps.Add(
                $"{partition.Topic}-{partition.Partition.Value}: {first - next} events are gone from Kafka, offsets {next} to {first - 1}"
            );
        }

        Assert.InRange(lost, 285, 300);
        foreach (var job in jobs)
        {
            using var refused = stream.Run(job);
            var stop = refused.Fatal();
            Assert.Equal(ExitCodes.DataError, stop.ExitCode);
            Assert.All(gaps, gap => Assert.Contains(gap, stop.Message, StringComparison.Ordinal));
        }

        var accepting = stream.Context.Settings with { AcceptGap = true };
        using (var live = stream.Run(jobs[0], accepting))
        using (var lake = stream.Run(jobs[1], accepting))
        {
            await CountedAsync(stream, 330 - lost);
            foreach (var query in new[] { live, lake })
                Assert.All(gaps, gap => Assert.Contains(gap, Assert.Single(query.Warnings.All), StringComparison.Ordinal));
        }

        // The next start has no gap.
        stream.Publish(stream.Topics.Events, Events.Good(10, seed: 3));
        using (stream.Run(jobs[0]))
        using (stream.Run(jobs[1]))
            await CountedAsync(stream, 340 - lost);

        await stream.CommittedAsync(QueryNames.LiveMetrics, 340);
        Assert.Equal(340 - lost, stream.Read(stream.Context.Lake.Events).Select("partition", "offset").Distinct().Count());
    }

    [Fact]
    public async Task A_gap_that_comes_later_is_not_accepted()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Events, Events.Good(30));
        using var live = stream.Run(LiveMetricsJob.Plan, stream.Context.Settings with { AcceptGap = true });
        await stream.CommittedAsync(QueryNames.LiveMetrics, 30);

        // The ledger is as of an older backup, Kafka has no more what followed it, and the query restarts.
        foreach (var (partition, offsets) in stream.Watermarks(stream.Topics.Events))
            await stream.RemoveBelowAsync(new TopicPartitionOffset(partition, offsets.High));
        await stream.QueryAsync<object>(
            "WITH moved AS (UPDATE warehouse.ingest_ledger SET next_offset = greatest(0, next_offset - 3) RETURNING 1) "
                + "SELECT count(*) FROM moved"
        );
        await stream.EndSessionsAsync(QueryNames.LiveMetrics);
        stream.Publish(stream.Topics.Events, Events.Good(1, seed: 2));

        var stop = live.Fatal();
        Assert.Equal(ExitCodes.DataError, stop.ExitCode);
        Assert.Contains("events are gone from Kafka", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gap_is_accepted_until_the_archive_has_committed()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Events, Events.Good(30));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(30);
        stream.Publish(stream.Topics.Events, Events.Good(30, seed: 2));
        foreach (var (partition, offsets) in stream.Watermarks(stream.Topics.Events))
            await stream.RemoveBelowAsync(new TopicPartitionOffset(partition, offsets.High));
        stream.Publish(stream.Topics.Events, Events.Garbage);

        // The first batch fails: a file is in the place of its table of rejected rows.
        var table = stream.Context.Lake.Rejected;
        await File.WriteAllTextAsync(table, "", TestContext.Current.CancellationToken);
        using var archive = stream.Run(LakeArchiveJob.Plan, stream.Context.Settings with { AcceptGap = true });
        await Poll.UntilAsync("the first batch has failed", () => archive.State.Phase == QueryPhase.Restarting, TestStream.Deadline);
        File.Delete(table);

        await stream.LakeRowsAsync(30 + Events.Garbage.Count);
    }

    static async Task CountedAsync(TestStream stream, long events)
    {
        await stream.ReachesAsync(events, "SELECT coalesce(sum(events), 0)::bigint FROM warehouse.event_counts_minute");
        await stream.LakeRowsAsync(events);
    }
}

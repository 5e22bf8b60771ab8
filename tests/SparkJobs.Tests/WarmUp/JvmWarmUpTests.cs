using Analytics.Contracts;
using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.WarmUp;
using Analytics.Testing;
using SparkJobs.Tests.Jobs;

namespace SparkJobs.Tests.WarmUp;

public sealed class JvmWarmUpTests(SparkFixture spark, TestEnvironment environment)
{
    const int Most = 3;

    [Fact]
    public async Task Reads_the_newest_events_of_the_topic_and_merges_nothing()
    {
        await using var stream = await StreamAsync();
        stream.Publish(stream.Topics.Events, Events.Good(1_000).Concat(Events.Garbage));
        // The messages may all lie in one partition.
        Assert.InRange(Batches(stream), 1, Most);
        Assert.Empty(stream.Warnings.All);
        Assert.Equal(0, await stream.QueryAsync<long>("SELECT count(*) FROM warehouse.ingest_ledger"));
        Assert.Equal(0, await stream.QueryAsync<long>("SELECT count(*) FROM warehouse.event_counts_minute"));
        await Assert.ThrowsAnyAsync<Exception>(() => stream.Context.Kafka.DescribeAsync([stream.Topics.WarmUp]));
    }

    [Fact]
    public async Task Reads_events_of_its_own_while_the_topic_is_empty()
    {
        await using var stream = await StreamAsync();
        Assert.Equal(Most, Batches(stream));
        var written = await stream.Context.Kafka.DescribeAsync([stream.Topics.WarmUp, stream.Topics.Events]);
        Assert.Equal(Most * WarmUpStream.MessagesPerBatch, written[0].Partitions[0].Latest);
        Assert.All(written[1].Partitions, partition => Assert.Equal(0, partition.Latest));
        Assert.Equal(0, await stream.QueryAsync<long>("SELECT count(*) FROM warehouse.event_counts_minute"));
    }

    [Fact]
    public async Task Commits_to_a_scratch_table_meanwhile()
    {
        await using var stream = await StreamAsync();
        stream.Publish(stream.Topics.Events, Events.Good(100));
        Assert.InRange(Batches(stream, QueryNames.LakeArchive), 1, Most);
        Assert.False(Directory.Exists(stream.Context.Lake.Events));
    }

    [Fact]
    public async Task Ends_with_the_messages_when_there_are_few()
    {
        await using var stream = await StreamAsync();
        stream.Publish(stream.Topics.Events, Events.Good(1));
        Assert.Equal(1, Batches(stream));
    }

    Task<TestStream> StreamAsync() =>
        TestStream.CreateAsync(spark, environment, settings => settings with { WarmBatches = Most, Lean = true });

    static long Batches(TestStream stream, params string[] more)
    {
        string[] queries = [QueryNames.LiveMetrics, QueryNames.Sessions, .. more];
        var warmUp = new JvmWarmUp(stream.Context, [.. queries.Select(query => new QueryState(query))])
        {
            Limit = TestStream.Deadline, // The first batch compiles.
        };
        warmUp.Run(TestContext.Current.CancellationToken);
        Assert.True(warmUp.IsDone);
        return warmUp.Batches;
    }
}

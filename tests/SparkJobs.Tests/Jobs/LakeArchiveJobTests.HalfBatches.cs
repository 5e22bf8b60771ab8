using Analytics.SparkJobs.Jobs;
using Analytics.SparkJobs.Sinks;
using Analytics.Testing.Waiting;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace SparkJobs.Tests.Jobs;

/// <summary>Batches whose rejected rows are in the lake without their events.</summary>
public sealed partial class LakeArchiveJobTests
{
    [Fact]
    public async Task Columns_that_a_replay_added_stay_and_half_a_batch_is_removed_beside_them()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Rejected, Events.Texts("{}", "x"));
        using (stream.Run(LakeArchiveJob.Plan))
        {
            await stream.LakeRowsAsync(2);
            // The commit of the batch's events follows that of its rejected rows.
            await Poll.UntilAsync("the batch is whole", () =>
                LakeEnds.NewestCommit(stream.Context.Session, stream.Context.Lake.Events) is not null
            );
        }

        var rejected = stream.Context.Lake.Rejected;
        spark.Session.Sql($"ALTER TABLE delta.`{rejected}` ADD COLUMNS (replayed_at TIMESTAMP, replay_run STRING, replay_result STRING)");
        spark.Session.Sql(
            $"UPDATE delta.`{rejected}` SET replayed_at = now(), replay_run = 'r', replay_result = 'accepted' WHERE offset = 0"
        );
        stream
            .Read(rejected)
            .WithColumn("offset", Lit(1_000_000L))
            .Write()
            .Format("delta")
            .Mode("append")
            .Option("userMetadata", HalfOf(stream, 1_000_000))
            .Save(rejected);
        stream.Publish(stream.Topics.Rejected, Events.Texts("[]"));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(3);

        Assert.Equal(
            ["0 accepted", "1 ", "2 "],
            stream.Read(rejected).OrderBy("offset").Select("offset", "replay_result").Collect().Select(row => $"{row[0]} {row[1]}")
        );
    }

    [Fact]
    public async Task Half_of_the_very_first_batch_is_read_again()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Events, [.. Events.Good(30), .. Events.Garbage]);
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(30 + Events.Garbage.Count);

        // The archive was killed between its first two commits: the rejected rows are in the lake, and there is no table of events.
        var lake = stream.Context.Lake;
        Directory.Delete(lake.Events, recursive: true);
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(30 + Events.Garbage.Count);

        Assert.Equal(30, stream.Read(lake.Events).Count());
    }

    [Fact]
    public async Task Half_of_a_batch_that_fails_is_removed_when_the_same_run_writes_it_again()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        var lake = stream.Context.Lake;
        string? blocked = null;
        var half = 0L;
        using (stream.Run(context => LakeArchiveJob.Plan(context) with { OpenSink = () => Failing(context.OpenLakeSink()) }))
        {
            stream.Publish(stream.Topics.Events, Events.Good(20));
            await stream.LakeRowsAsync(20);

            blocked = Assert.Single(Directory.GetDirectories(lake.Events, "received_date=*"));
            // A transaction is in one batch.
            stream.PublishInTransaction(stream.Topics.Events, [.. Events.Good(10, seed: 2), .. Events.Garbage], commit: true);
            await stream.LakeRowsAsync(30 + Events.Garbage.Count);
        }

        Assert.Equal(Events.Garbage.Count, half);
        Assert.Equal(30, stream.Read(lake.Events).Count());

        FailingOnce Failing(ISink sink) =>
            new(sink, () => Interlocked.Exchange(ref blocked, null), () => half = stream.Read(lake.Rejected).Count());
    }

    [Fact]
    public async Task Half_of_a_batch_of_an_earlier_version_is_removed_but_no_row_without_a_topic_id()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Events, Events.Good(5));
        stream.Publish(stream.Topics.Rejected, Events.Texts("{}"));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(6);

        // Its commits of rejected rows have no metadata: one row is whole, one is half of a batch, and one is of an older topic.
        var rejected = stream.Context.Lake.Rejected;
        var old = rejected + "-old";
        var whole = stream.Read(rejected);
        var half = whole.WithColumn("offset", Lit(1_000_000L));
        var older = whole.WithColumn("offset", Lit(2_000_000L)).WithColumn("topic_id", Expr("CAST(NULL AS STRING)"));
        whole.Union(half).Union(older).Write().Format("delta").PartitionBy("received_date").Save(old);
        Directory.Delete(rejected, recursive: true);
        Directory.Move(old, rejected);
        for (var start = 1; start <= 2; start++)
        {
            stream.Publish(stream.Topics.Events, Events.Good(1, seed: start + 1));
            using (stream.Run(LakeArchiveJob.Plan))
                await stream.LakeRowsAsync(5 + start, stream.Context.Lake.Events);

            Assert.Equal([0L, 2_000_000L], stream.Read(rejected).OrderBy("offset").Select("offset").Collect().Select(row => row[0]));
            // From now on the log tells half of a batch from rows beyond ends that have moved back.
            Assert.Equal(RejectedAppend.None.ToJson(), RejectedAppend.Newest(spark.Session, rejected)?.ToJson());
        }
    }

    [Fact]
    public async Task Rejected_rows_stay_when_the_broker_has_lost_data()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Events, [.. Events.Good(20), .. Events.Garbage]);
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(20 + Events.Garbage.Count);

        // The lake has a whole batch of which Kafka has nothing.
        var lake = stream.Context.Lake;
        var ends = LakeEnds.Newest(spark.Session, lake.Events)!;
        var further = ends with
        {
            Ends = ends.Ends.ToDictionary(topic => topic.Key, topic => topic.Value.ToDictionary(end => end.Key, end => end.Value + 2_000)),
        };
        Moved(stream.Read(lake.Rejected)).Save(lake.Rejected);
        Moved(stream.Read(lake.Events).Limit(1)).Option("userMetadata", further.ToJson()).Save(lake.Events);

        using (var accepting = stream.Run(LakeArchiveJob.Plan, stream.Context.Settings with { AcceptGap = true }))
        {
            await Poll.UntilAsync("the first batch is done", () => accepting.State.Batches > 0, TestStream.Deadline);
            stream.Publish(stream.Topics.Events, Events.Good(5, seed: 3));
            await stream.LakeRowsAsync(26, lake.Events);
        }

        // Each start looks for half of a batch, also after the positions have moved back.
        stream.Publish(stream.Topics.Events, Events.Good(1, seed: 4));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(27, lake.Events);

        Assert.Equal(2 * Events.Garbage.Count, stream.Read(lake.Rejected).Count());

        static DataFrameWriter Moved(DataFrame rows) =>
            rows.WithColumn("offset", Expr("offset + 1000")).Write().Format("delta").Mode("append");
    }

    // The metadata of a batch's rejected rows that follow the newest events, at one offset of each partition.
    static string HalfOf(TestStream stream, long offset)
    {
        var (version, whole) = LakeEnds.NewestCommit(stream.Context.Session, stream.Context.Lake.Events)!.Value;
        Dictionary<string, Dictionary<string, long>> At(long at) =>
            whole.Ends.ToDictionary(topic => topic.Key, topic => topic.Value.ToDictionary(end => end.Key, _ => at));
        return new RejectedAppend(version, At(offset), At(offset + 1), whole.TopicIds).ToJson();
    }
}

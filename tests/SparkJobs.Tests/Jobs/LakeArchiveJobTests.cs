using Analytics.Hosting;
using Analytics.SparkJobs.Jobs;
using Analytics.SparkJobs.Sinks;
using Analytics.Testing;
using Microsoft.Spark.Extensions.Delta.Tables;
using static Microsoft.Spark.Sql.Functions;

namespace SparkJobs.Tests.Jobs;

public sealed class LakeArchiveJobTests(SparkFixture spark, TestEnvironment environment)
{
    [Fact]
    [Trait("Fault", "F5")]
    public async Task Every_offset_is_one_row_of_one_table_across_restarts()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Events, [.. Events.Good(300), .. Events.Garbage]);
        stream.Publish(stream.Topics.Rejected, Events.Texts("{}", "x"));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(302 + Events.Garbage.Count);

        // Half of a batch is committed: the rejected rows, but not the events.
        var lake = stream.Context.Lake;
        stream
            .Read(lake.Rejected)
            .Limit(3)
            .WithColumn("offset", Lit(1_000_000L))
            .Write()
            .Format("delta")
            .Mode("append")
            .Save(lake.Rejected);
        stream.Publish(stream.Topics.Events, Events.Good(100, seed: 2));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(402 + Events.Garbage.Count);

        var missing = stream
            .Read(lake.Events)
            .Select("topic", "partition", "offset")
            .Union(stream.Read(lake.Rejected).Select("topic", "partition", "offset"))
            .GroupBy("topic", "partition")
            .Agg(Expr("max(offset) + 1 - count(DISTINCT offset) AS missing"), Expr("count(1) - count(DISTINCT offset) AS twice"))
            .Where("missing <> 0 OR twice <> 0");
        Assert.Equal(0, missing.Count());
        Assert.Equal(400, stream.Read(lake.Events).Count());
        Assert.Equal(Events.Garbage.Count + 2, stream.Read(lake.Rejected).Where("stage = 'stream'").Count());
    }

    [Fact]
    public async Task Columns_that_a_replay_added_stay_and_half_a_batch_is_removed_beside_them()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Rejected, Events.Texts("{}", "x"));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(2);

        var rejected = stream.Context.Lake.Rejected;
        spark.Session.Sql($"ALTER TABLE delta.`{rejected}` ADD COLUMNS (replayed_at TIMESTAMP, replay_run STRING, replay_result STRING)");
        spark.Session.Sql(
            $"UPDATE delta.`{rejected}` SET replayed_at = now(), replay_run = 'r', replay_result = 'accepted' WHERE offset = 0"
        );
        stream.Read(rejected).WithColumn("offset", Lit(1_000_000L)).Write().Format("delta").Mode("append").Save(rejected);
        stream.Publish(stream.Topics.Rejected, Events.Texts("[]"));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(3);

        Assert.Equal(
            ["0 accepted", "1 ", "2 "],
            stream.Read(rejected).OrderBy("offset").Select("offset", "replay_result").Collect().Select(row => $"{row[0]} {row[1]}")
        );
    }

    [Fact]
    public async Task Without_ends_in_the_log_it_continues_after_the_greatest_offsets()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Events, Events.Good(50));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(50);

        // The table was copied elsewhere and back: it has its rows and a new log.
        var lake = stream.Context.Lake;
        stream.Read(lake.Events).Write().Format("parquet").PartitionBy("received_date").Save(lake.Events + "-copy");
        Directory.Delete(lake.Events, recursive: true);
        Directory.Move(lake.Events + "-copy", lake.Events);
        DeltaTable.ConvertToDelta(spark.Session, $"parquet.`{lake.Events}`", "received_date DATE");
        stream.Publish(stream.Topics.Events, Events.Good(10, seed: 2));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(60);

        Assert.Equal(60, stream.Read(lake.Events).Select("topic", "partition", "offset").Distinct().Count());
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
    public async Task Rows_of_a_topic_that_was_created_again_are_distinguished_from_those_of_the_old()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Events, [.. Events.Good(20), .. Events.Garbage]);
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(20 + Events.Garbage.Count);

        await stream.DropTopicAsync(stream.Topics.Events);
        await Analytics.Local.Kafka.KafkaTopics.CreateAsync(stream.Context.Settings.Kafka, stream.Topics);
        stream.Publish(stream.Topics.Events, Events.Good(5, seed: 2));
        using (stream.Run(LakeArchiveJob.Plan, stream.Context.Settings with { AcceptGap = true }))
            await stream.LakeRowsAsync(25 + Events.Garbage.Count);

        // A start looks for half a batch beyond the ends; the old topic's rows have greater offsets, and must stay.
        stream.Publish(stream.Topics.Events, Events.Good(1, seed: 3));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(26 + Events.Garbage.Count);

        Assert.Equal(2, stream.Read(stream.Context.Lake.Events).Select("topic_id").Distinct().Count());
    }

    [Fact]
    public async Task A_second_archive_of_one_lake_is_refused()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Events, Events.Good(1));
        using var first = stream.Run(LakeArchiveJob.Plan);
        await stream.LakeRowsAsync(1);
        using var second = stream.Run(LakeArchiveJob.Plan);
        Assert.Equal(ExitCodes.InUse, second.Fatal().ExitCode);
    }
}

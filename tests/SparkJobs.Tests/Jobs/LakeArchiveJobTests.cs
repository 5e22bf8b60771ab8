using Analytics.Hosting;
using Analytics.SparkJobs.Jobs;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using Analytics.Transforms;
using Microsoft.Spark.Extensions.Delta.Tables;
using static Microsoft.Spark.Sql.Functions;

namespace SparkJobs.Tests.Jobs;

public sealed partial class LakeArchiveJobTests(SparkFixture spark, TestEnvironment environment)
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
            .Option("userMetadata", HalfOf(stream, 1_000_000))
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
    public async Task Ends_move_with_a_batch_of_rejected_rows_alone()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        var lake = stream.Context.Lake;
        stream.Publish(stream.Topics.Events, Events.Good(1));
        using (stream.Run(LakeArchiveJob.Plan))
        {
            await stream.LakeRowsAsync(1);
            stream.Publish(stream.Topics.Rejected, Events.Texts("{}", "x"));
            await stream.LakeRowsAsync(3);
        }

        Assert.Equal(3, LakeEnds.Newest(spark.Session, lake.Events)!.Positions.Sum(end => end.Next));

        // A row that is removed, as erase does, does not come back.
        DeltaTable.ForPath(spark.Session, lake.Rejected).Delete("offset = 0");
        stream.Publish(stream.Topics.Events, Events.Good(1, seed: 2));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(2, lake.Events);

        Assert.Equal(1, stream.Read(lake.Rejected).Count());
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

    [Fact]
    public async Task A_second_archive_of_a_lake_on_another_file_system_ends_the_first_and_no_row_is_there_twice()
    {
        using var folder = new TestFolder();
        var root = OtherFileSystem.Of(spark.Session, folder);
        await using var stream = await TestStream.CreateAsync(spark, environment, settings => settings with { Lake = root });
        stream.Publish(stream.Topics.Events, Events.Good(10));
        using var first = stream.Run(LakeArchiveJob.Plan);
        await stream.LakeRowsAsync(10);
        stream.Publish(stream.Topics.Events, [.. Events.Good(10, seed: 2), .. Events.Garbage]);
        await stream.LakeRowsAsync(20 + Events.Garbage.Count);
        using var second = stream.Run(LakeArchiveJob.Plan);
        await Poll.UntilAsync("the second has committed", () => second.State.Batches > 0, TestStream.Deadline);

        stream.Publish(stream.Topics.Events, [.. Events.Good(10, seed: 3), .. Events.Garbage]);

        var refusal = first.Fatal();
        Assert.Equal(ExitCodes.InUse, refusal.ExitCode);
        Assert.Contains($"already runs on {root}/events: another process has committed", refusal.Message, StringComparison.Ordinal);
        await stream.LakeRowsAsync(30 + 2 * Events.Garbage.Count);
        stream.Publish(stream.Topics.Events, Events.Good(10, seed: 4));
        await stream.LakeRowsAsync(40 + 2 * Events.Garbage.Count);
    }
}

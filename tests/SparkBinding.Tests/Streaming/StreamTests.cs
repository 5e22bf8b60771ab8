using System.Collections.Concurrent;
using System.Text.Json;
using Analytics.SparkBinding;
using Microsoft.Spark;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Streaming;
using SparkBinding.Tests.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace SparkBinding.Tests.Streaming;

public sealed class StreamTests
{
    const long Minute = 60_000;

    /// <summary>A stream of five rows a batch, one batch per trigger.</summary>
    internal static DataStreamWriter Numbers() =>
        TestSession
            .Spark.ReadStream()
            .Format("rate-micro-batch")
            .Option("rowsPerBatch", 5L)
            .Load()
            .Select(Col("value"))
            .WriteStream()
            .Trigger(Trigger.ProcessingTime(50));

    [Fact]
    public void Each_batch_reaches_the_handler_once_in_order()
    {
        var batches = new BlockingCollection<(long Id, long[] Values)>();
        var query = Numbers().QueryName("in-order").ForeachBatch((frame, id) => batches.Add((id, Values(frame)))).Start();
        try
        {
            for (var expected = 0; expected < 4; expected++)
            {
                Assert.True(batches.TryTake(out var batch, TimeSpan.FromMinutes(1)), $"batch {expected} did not come within a minute");
                Assert.Equal(expected, batch.Id);
                Assert.Equal(Enumerable.Range(expected * 5, 5).Select(n => (long)n), batch.Values);
            }

            Assert.Equal(("in-order", true), (query.Name, query.IsActive()));
            Assert.Null(query.Exception());
            Assert.Contains(TestSession.Spark.Streams().Active(), active => active.RunId == query.RunId);
            Assert.Equal(query.Id, TestSession.Spark.Streams().Get(query.Id)!.Id);
            Assert.Equal(5, JsonDocument.Parse(query.LastProgress()!).RootElement.GetProperty("numInputRows").GetInt32());
            Assert.Contains("isTriggerActive", query.Status(), StringComparison.Ordinal);
        }
        finally
        {
            query.Stop();
        }

        Assert.True(query.AwaitTermination(Minute));
        Assert.False(query.IsActive());
        Assert.Null(TestSession.Spark.Streams().Get(query.Id));
    }

    [Fact]
    public void The_frame_of_a_batch_is_released_when_the_handler_returns()
    {
        using var frames = new BlockingCollection<DataFrame>();
        var query = Numbers().ForeachBatch((frame, _) => frames.Add(frame)).Start();
        Assert.True(frames.TryTake(out var first, TimeSpan.FromMinutes(1)), "no batch within a minute");
        Assert.True(frames.TryTake(out _, TimeSpan.FromMinutes(1)), "no second batch within a minute");
        query.Stop();

        Assert.ThrowsAny<Exception>(() => first.Count());
    }

    [Fact]
    public void A_handler_that_throws_ends_the_query_with_its_message()
    {
        var query = Numbers().ForeachBatch((_, _) => throw new InvalidDataException("bad batch")).Start();

        var thrown = JvmException.Of(Assert.ThrowsAny<Exception>(() => query.AwaitTermination(Minute)));

        Assert.Contains("bad batch", thrown!.Message, StringComparison.Ordinal);
        Assert.Contains("bad batch", query.Exception()!.Message, StringComparison.Ordinal);
        Assert.False(query.IsActive());
    }

    [Fact]
    public void A_Spark_error_in_a_handler_ends_the_query_as_itself()
    {
        var query = Numbers().ForeachBatch((frame, _) => frame.Select(Expr("raise_error('boom')")).Collect()).Start();

        Assert.Contains(
            "boom",
            JvmException.Of(Assert.ThrowsAny<Exception>(() => query.AwaitTermination(Minute)))!.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Available_now_reads_all_there_is_and_ends()
    {
        var folder = Directory.CreateTempSubdirectory("available-now-");
        try
        {
            TestSession.Spark.Range(10).Repartition(3).Write().Mode(SaveMode.Append).Json(folder.FullName);
            var seen = 0L;
            var query = TestSession
                .Spark.ReadStream()
                .Schema("id BIGINT")
                .Option("maxFilesPerTrigger", 1L)
                .Json(folder.FullName)
                .WriteStream()
                .Trigger(Trigger.AvailableNow())
                .ForeachBatch((frame, _) => seen += frame.Count())
                .Start();

            Assert.True(query.AwaitTermination(Minute), "it did not end");
            Assert.Equal(10, seen);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_pool_set_where_a_query_starts_holds_in_its_batches()
    {
        using var flow = Jvm.Flow();
        TestSession.Spark.SparkContext.SetLocalProperty("spark.scheduler.pool", "live");
        var pools = new BlockingCollection<string?>();
        var query = Numbers()
            .ForeachBatch(
                (_, _) =>
                    pools.Add((string?)TestSession.Spark.SparkContext.Reference.Invoke("getLocalProperty", (object)"spark.scheduler.pool"))
            )
            .Start();
        TestSession.Spark.SparkContext.SetLocalProperty("spark.scheduler.pool", null);

        Assert.True(pools.TryTake(out var pool, TimeSpan.FromMinutes(1)), "no batch within a minute");
        query.Stop();
        Assert.Equal("live", pool);
    }

    static long[] Values(DataFrame frame) => [.. frame.Collect().Select(row => row.GetAs<long>(0)).Order()];
}

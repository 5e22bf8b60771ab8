using System.Collections.Concurrent;
using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace SparkBinding.Tests.Interop;

/// <summary>A streaming query whose batches are handled in C#: section 8 of the protocol.</summary>
public sealed class ForeachBatchTests
{
    [Fact]
    public void Batches_reach_a_handler_that_counts_them_in_the_stream_thread()
    {
        var batches = new BlockingCollection<(object? Id, long Rows, string Thread, object? Group)>();
        using var spark = TestStream.Session();
        using var context = spark.Invoke<JvmObjectReference>("sparkContext");
        Func<object?> group = () => context.Invoke("getLocalProperty", "spark.jobGroup.id");
        using var handler = TestStream.Handler(
            (frame, id) => batches.Add((id, frame.Invoke<long>("count"), TestStream.ThreadName(), group()))
        );
        using var query = TestStream.Start(handler);

        Assert.True(batches.TryTake(out var first, TimeSpan.FromSeconds(60)), "no batch within 60 s");
        query.Invoke("stop");

        Assert.Equal((0L, TestStream.RowsPerBatch), (first.Id, first.Rows));
        Assert.StartsWith("stream execution thread", first.Thread, StringComparison.Ordinal);
        Assert.Equal(query.Invoke<JvmObjectReference>("runId").Invoke("toString"), first.Group);
        Assert.Null(group());
    }

    [Theory]
    [InlineData("a job")]
    [InlineData("a wait in the JVM")]
    public void Stopping_during_a_batch_ends_the_query_cleanly(string during)
    {
        using var inside = new ManualResetEventSlim();
        using var handler = TestStream.Handler(
            (frame, _) =>
            {
                inside.Set();
                if (during == "a job")
                {
                    frame
                        .Invoke<JvmObjectReference>("sparkSession")
                        .Invoke<JvmObjectReference>("range", 10_000_000_000_000L)
                        .Invoke<JvmObjectReference>("selectExpr", [new[] { "sum(id * 1.5) s" }])
                        .Invoke("collectAsList");
                }
                else
                {
                    Jvm.CallStatic("java.lang.Thread", "sleep", 60_000L);
                }
            }
        );
        using var query = TestStream.Start(handler);
        Assert.True(inside.Wait(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken), "no batch within 60 s");

        query.Invoke("stop");
        query.Invoke("awaitTermination");

        Assert.Equal("None", query.Invoke<JvmObjectReference>("exception").Invoke("toString"));
    }

    [Fact]
    public void A_failing_handler_fails_the_query_with_its_message()
    {
        using var handler = TestStream.Handler((_, _) => throw new InvalidOperationException("the handler gave up"));
        using var query = TestStream.Start(handler);
        JvmAssert.Fails("org.apache.spark.sql.streaming.StreamingQueryException", "the handler gave up", () =>
            query.Invoke("awaitTermination")
        );
    }

    [Fact]
    public void Batches_leave_nothing_behind_in_the_JVM()
    {
        using var ids = new BlockingCollection<string>();
        using var handler = TestStream.Handler((frame, _) => ids.Add(frame.Id));
        using var query = TestStream.Start(handler);
        JvmAssert.Eventually(() => ids.Count >= 10, "not ten batches", 60);
        query.Invoke("stop");
        using var py4j = (JvmObjectReference)JvmHost.Current.CallServer("getGateway")!;
        JvmAssert.Eventually(() => ids.All(id => py4j.Invoke("getObject", id) is null), "batch frames are still in the JVM");
    }
}

using System.Collections.Concurrent;
using Analytics.SparkGateway;
using Microsoft.Spark.Interop.Ipc;

namespace SparkGateway.Tests.Interop;

public sealed class ForeachBatchTests
{
    [Fact]
    public void Batches_reach_a_handler_that_counts_them_in_the_stream_thread()
    {
        var batches = new BlockingCollection<(object? Id, long Rows, string Thread)>();
        using var handler = new JvmCallback("org.apache.spark.api.java.function.VoidFunction2", (_, args) =>
        {
            using var frame = (JvmObjectReference)args[0]!;
            batches.Add((args[1], frame.Invoke<long>("count"), Stream.ThreadName()));
            return null;
        });
        using var query = Stream.Start(handler);

        Assert.True(batches.TryTake(out var first, TimeSpan.FromSeconds(60)), "no batch within 60 s");
        query.Invoke("stop");

        Assert.Equal((0L, Stream.RowsPerBatch), (first.Id, first.Rows));
        Assert.StartsWith("stream execution thread", first.Thread, StringComparison.Ordinal);
    }
}

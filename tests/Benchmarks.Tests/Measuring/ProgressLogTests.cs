using Analytics.Benchmarks.Measuring;

namespace Analytics.Benchmarks.Tests.Measuring;

public sealed class ProgressLogTests
{
    // The format of Spark 3.5, shortened.
    const string Log = """
        Streaming query made progress: {
          "id" : "4e3ea4e4-3bb3-4c5a-a7f4-8b3cf4b4b5f9",
          "name" : "live-metrics",
          "timestamp" : "2030-01-02T03:04:05.100Z",
          "batchId" : 0,
          "durationMs" : {
            "addBatch" : 21,
            "triggerExecution" : 34
          }
        }
        Streaming query made progress: {
          "name" : "rejected-counts",
          "timestamp" : "2030-01-02T03:04:06.000Z",
          "durationMs" : {
            "latestOffset" : 1,
            "triggerExecution" : 1
          }
        }

        """;

    static readonly DateTimeOffset _at = new(2030, 1, 2, 3, 4, 5, 100, TimeSpan.Zero);

    [Fact]
    public void Reads_each_batch_with_its_phases()
    {
        var batches = ProgressLog.Parse(Log).ToList();
        Assert.Equal(["live-metrics", "rejected-counts"], batches.Select(batch => batch.Query));
        Assert.Equal(_at, batches[0].At);
        Assert.Equal(34, batches[0].Phases["triggerExecution"]);
        Assert.Equal([true, false], batches.Select(batch => batch.HasRun));
    }
}

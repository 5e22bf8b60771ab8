using System.Text;
using Analytics.SparkJobs.Queries;
using Analytics.Testing.Prometheus;
using Prometheus;

namespace SparkJobs.Tests.Queries;

/// <summary>The series of a query that has just begun.</summary>
public sealed class QueryMetricsTests
{
    [Fact]
    public async Task Every_counter_whose_increase_is_shown_is_0_before_its_first_event()
    {
        var query = new QueryState("begun").Query;
        using var page = new MemoryStream();
        await Metrics.DefaultRegistry.CollectAndExportAsTextAsync(page, TestContext.Current.CancellationToken);
        var lines = Encoding.UTF8.GetString(page.ToArray()).Split('\n');

        var increased = MetricNames.Increased.Where(name => name.StartsWith("stream_", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(increased);
        Assert.All(increased.Append("stream_event_committed_total").Append("stream_batch_duration_seconds_count"), name =>
            Assert.Contains($"{name}{{query=\"{query}\"}} 0", lines)
        );
    }
}

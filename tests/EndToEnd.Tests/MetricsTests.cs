using Analytics.Testing.Prometheus;

namespace EndToEnd.Tests;

/// <summary>The running programs export every metric of theirs that a dashboard, an alert rule or a recording rule asks for.</summary>
public sealed class MetricsTests(WholeStack stack)
{
    [Theory]
    [InlineData("collector_")]
    [InlineData("stream_")]
    [InlineData("process_working_")]
    [InlineData("process_cpu_")]
    public async Task Every_metric_that_a_dashboard_asks_for_is_exported(string prefix)
    {
        var running = await stack.RunningAsync();
        using HttpClient http = new();
        string[] urls = prefix switch
        {
            "collector_" => [running.Collector.Url],
            "stream_" => [running.SparkJobs.Url],
            _ => [running.Collector.Url, running.SparkJobs.Url],
        };
        var asked = MetricNames.Asked.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray();

        var increased = MetricNames.Increased.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(asked);
        foreach (var url in urls)
        {
            var metrics = await http.GetStringAsync(new Uri($"{url}/metrics"), TestContext.Current.CancellationToken);
            Assert.Empty(asked.Except(MetricNames.Exported(metrics)));
            // A series that begins with its first event has no increase.
            Assert.All(increased, name => Assert.Contains($"\n{name}{{", metrics, StringComparison.Ordinal));
        }
    }
}

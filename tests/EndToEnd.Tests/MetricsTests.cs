using System.Globalization;
using Analytics.Local.Stack;
using Analytics.Testing.Ledger;
using Analytics.Testing.Prometheus;
using Analytics.Testing.Waiting;

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
            Assert.All(increased, name => Assert.Matches($"\n{name}[{{ ]", metrics));
        }
    }

    [Fact]
    public async Task Every_event_that_a_collector_counts_as_stored_is_one_that_a_query_counts_as_committed()
    {
        var running = await stack.RunningAsync();
        await stack.RestedAsync();
        var began = await CountedAsync(running);

        var sent = await stack.SendAsync(50, TimeSpan.FromSeconds(5));

        var accepted = sent.Count(one => one.Outcome == Outcome.Acked);
        Assert.InRange(accepted, 100, sent.Count);
        await Poll.UntilAsync(
            () => CountedAsync(running),
            now => (now.Stored - began.Stored, now.Committed - began.Committed) == (accepted, accepted),
            now => $"{now.Stored - began.Stored} are stored and {now.Committed - began.Committed} committed of {accepted} accepted events"
        );
        await stack.BalancedAsync(sent);
    }

    [Fact]
    public async Task The_streaming_jobs_tell_what_the_JVM_PostgreSQL_and_the_lake_have()
    {
        var running = await stack.RunningAsync();
        await stack.BalancedAsync(await stack.SendAsync(50, TimeSpan.FromSeconds(2)));

        var jobs = await SamplesAsync(running.SparkJobs.Url);

        Assert.InRange(jobs["stream_jvm_heap_used_bytes"], 1e7, jobs["stream_jvm_heap_limit_bytes"]);
        Assert.InRange(jobs["stream_jvm_threads"], 20, 1_000);
        Assert.InRange(jobs["stream_warehouse_connections"], 5, jobs["stream_warehouse_connections_limit"]);
        Assert.InRange(jobs["stream_warehouse_bytes"], 5e6, 1e11);
        Assert.InRange(jobs["stream_merge_duration_seconds_count{query=\"live-metrics\"}"], 1, 1e9);
        Assert.InRange(jobs["stream_lake_version{table=\"events\"}"], 0, 1e6);
        Assert.InRange(jobs["stream_lake_files{table=\"events\"}"], 1, 1e6);
        Assert.InRange(jobs["stream_lake_bytes{table=\"events\"}"], 1_000, 1e11);
    }

    // The counters begin at 0 when their process starts, which other tests let happen before.
    static async Task<(double Stored, double Committed)> CountedAsync(LocalStack running)
    {
        var jobs = await SamplesAsync(running.SparkJobs.Url);
        return (
            (await SamplesAsync(running.Collector.Url))["collector_event_stored_total"],
            jobs["stream_event_committed_total{query=\"live-metrics\"}"]
                + jobs["stream_event_committed_total{query=\"historical-metrics\"}"]
        );
    }

    static async Task<Dictionary<string, double>> SamplesAsync(string url)
    {
        using HttpClient http = new();
        var metrics = await http.GetStringAsync(new Uri($"{url}/metrics"), TestContext.Current.CancellationToken);
        return metrics
            .Split('\n')
            .Where(line => line is [not '#', ..])
            .Select(line => (At: line.LastIndexOf(' '), Line: line))
            .ToDictionary(one => one.Line[..one.At], one => double.Parse(one.Line[one.At..], CultureInfo.InvariantCulture));
    }
}

using System.Runtime.CompilerServices;
using Analytics.Collector.Delivery.Duplicates;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Keys;
using Analytics.Collector.Processing;
using Analytics.Collector.Telemetry;
using Analytics.Local.Processes;
using Analytics.Testing.Prometheus;
using Collector.Tests.Running;

namespace Collector.Tests.Telemetry;

public sealed class MetricsTests(RunningCollector running)
{
    [Fact]
    public async Task The_readme_names_every_metric_with_its_help()
    {
        Type[] metrics =
        [
            typeof(RequestMetrics),
            typeof(KeyMetrics),
            typeof(KafkaMetrics),
            typeof(DuplicateMetrics),
            typeof(SpoolMetrics),
            typeof(EventMetrics),
            typeof(ClockMetrics),
        ];
        foreach (var feature in metrics)
            RuntimeHelpers.RunClassConstructor(feature.TypeHandle);

        var rows = (await OwnMetrics.LinesAsync())
            .Where(line => line.StartsWith("# HELP collector_", StringComparison.Ordinal))
            .Select(line => line.Split(' ', 4))
            .Select(help => $"| `{help[2]}` | {help[3]} |")
            .ToList();

        Assert.NotEmpty(rows);
        var readme = File.ReadAllLines(Path.Combine(Repository.Root, "collector", "Telemetry", "README.md"));
        Assert.True(
            rows.TrueForAll(readme.Contains),
            $"collector/Telemetry/README.md must hold these rows:\n{string.Join('\n', rows.Order())}"
        );
        Assert.Empty(readme.Where(line => line.StartsWith("| `collector_", StringComparison.Ordinal)).Except(rows));
    }

    [Fact]
    public async Task Failures_and_refusals_have_a_series_before_the_first()
    {
        await using var another = await running.StartAnotherAsync();
        var lines = (await another.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).Split('\n');

        Assert.Equal(
            ["collector_event_stored_total", "collector_request_answered_total"],
            MetricNames.Increased.Where(name => name.StartsWith("collector_", StringComparison.Ordinal))
        );
        Assert.All(
            (string[])
                [
                    "collector_request_answered_total{route=\"/v1/events\",status=\"500\"} 0",
                    "collector_request_answered_total{route=\"/v1/batch\",status=\"503\"} 0",
                    "collector_key_refused_total{outcome=\"unknown\"} 0",
                    "collector_key_refused_total{outcome=\"limited\"} 0",
                    "collector_key_refused_total{outcome=\"no_list\"} 0",
                    "collector_key_event_total{key=\"settings-0\"} 0",
                    "collector_event_stored_total 0",
                ],
            series => Assert.Contains(series, lines)
        );
        Assert.Contains(lines, line =>
            line.StartsWith("collector_request_limited_total{", StringComparison.Ordinal) && line.EndsWith(" 0")
        );
    }

    [Fact]
    public async Task Late_events_are_counted()
    {
        var before = await LateAsync();
        var old = TimeProvider.System.GetUtcNow().AddDays(-3).ToString("O");
        await running.PostAsync("/v1/events", $$"""[{"type":"page","userId":"u","timestamp":"{{old}}"},{"type":"page","userId":"u"}]""");
        Assert.InRange(await LateAsync() - before, 1, double.MaxValue);
    }

    [Fact]
    public async Task The_runtime_the_process_and_the_connections_are_there_and_the_frameworks_requests_are_not()
    {
        await running.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var metrics = await running.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.All(
            (string[])
                [
                    "process_cpu_seconds_total",
                    "process_working_set_bytes",
                    "dotnet_gc_pause_time",
                    "dotnet_thread_pool_queue_length",
                    "collector_queue_events",
                    "kestrel_active_connections",
                ],
            name => Assert.Contains(name, metrics)
        );
        Assert.DoesNotContain("http_server_request_duration", metrics);
    }

    async Task<double> LateAsync() =>
        (await running.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken))
            .Split('\n')
            .Where(line => line.StartsWith("collector_event_late_total ", StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(' ')[1]));
}

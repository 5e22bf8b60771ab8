using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Frames;
using Analytics.DashboardPreview.Prometheus;
using Analytics.DashboardPreview.Queries;
using DashboardPreview.Tests.Lint;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Prometheus;

/// <summary>Runs every query of the dashboards on a real Prometheus, and compares figures with the seeded series.</summary>
public sealed class OperationsValuesTests(SeededPrometheus prometheus, SeededWarehouse warehouse)
{
    static readonly Dashboard _operations = DashboardReader.Read(GrafanaFiles.Text("dashboards", "operations.json"));

    [Theory]
    [InlineData("15m")]
    [InlineData("1h")]
    [InlineData("24h")]
    public async Task Every_target_has_a_value(string range)
    {
        foreach (var panel in _operations.Panels)
        {
            var answer = await AnswerAsync(panel, range);

            Assert.True(answer.Error is null, $"'{panel.Title}': {answer.Error}");
            Assert.All(answer.Frames, frame => Assert.True(frame.Fields.Skip(1).Any(HasValue), $"'{panel.Title}': no value"));
            Assert.All(answer.Frames, frame => Assert.Equal(frame.Fields[0].Values.Order(), frame.Fields[0].Values));
        }
    }

    [Fact]
    public async Task Figures_are_those_of_the_series()
    {
        Near(1, await LastAsync("Processes down"));
        Near(SeededMetrics.Requests, await LastAsync("Requests per second"));
        Near(1 - SeededMetrics.Failures / SeededMetrics.Requests / 0.001, await LastAsync("Error budget left"));
        Near(SeededMetrics.Failures / SeededMetrics.Requests / 0.001, await LastAsync("Error budget burn", "1 h"));
        Near(SeededMetrics.Spooled.Sum(), await LastAsync("Waiting", "in the spools"));
        Near(SeededMetrics.Queries.Max(query => query.Value.Lag), await LastAsync("Waiting", "Kafka lag"));
        Near(SeededMetrics.Rejected, await LastAsync("Events per second by result", "rejected"));
        Near(0.08, await LastAsync("Disk free", "/var/lib/lake"));
        Near(SeededMetrics.Requests - 1, await LastAsync("Requests per second by status", "200"));
        Near(SeededMetrics.Failures, await LastAsync("Requests per second by status", "503"));
        Near(4, await LastAsync("Spool by collector", "oldest in s, collector-1"));
        Near(0.3, await LastAsync("Keys refused per second", "unknown"));
        Near(0.1, await LastAsync("Keys refused per second", "over its rate"));
        Near(SeededMetrics.Accepted - SeededMetrics.NotCounted, await LastAsync("Events per second committed, by query", "live-metrics"));
        Near(40, await LastAsync("Kafka as the collectors see it", "waiting"));
        Near(0.05, await LastAsync("Kafka as the collectors see it", "Local_MsgTimedOut per s"));
        Near(0.5, await LastAsync("Age of the key list", "collector-0"));
        Near(180e6, await LastAsync("Memory by process", "schedule schedule:8082"));
        Near(0.3, await LastAsync("Cores by process", "streaming streaming:8081"));
        foreach (var (query, (_, lag)) in SeededMetrics.Queries)
            Near(lag, await LastAsync("Lag by query", query));
        // Of 6 buckets with the same share the 99th percentile is in the last.
        Assert.InRange((await LastAsync("Time to answer", "p99"))!.Value, 0.256, 1);
        Assert.InRange((await LastAsync("Batches of the live query", "p50"))!.Value, 0.05, 0.1);
        Assert.InRange((await LastAsync("Batch duration, p99", "lake-archive"))!.Value, 0.05, 0.1);
        // Prometheus extrapolates an increase to the ends of its range.
        Assert.InRange((await LastAsync("Restarts and messages put aside", "restarts, lake-archive"))!.Value, 1, 3);
        Assert.InRange((await LastAsync("Restarts and messages put aside", "put aside, live-metrics"))!.Value, 2, 4);
        Near(0, await LastAsync("Restarts and messages put aside", "put aside, lake-archive"));
        Assert.InRange((await LastAsync("Batch jobs ended, last day", "reprocess done"))!.Value, 3, 6);
    }

    [Fact]
    public async Task Accepted_events_that_no_query_has_committed_are_those_of_the_range()
    {
        // Prometheus extrapolates an increase to the ends of its range.
        Assert.InRange(
            (await LastAsync("Not yet counted", "accepted"))!.Value,
            3_590 * SeededMetrics.Accepted,
            3_610 * SeededMetrics.Accepted
        );
        Assert.InRange(
            (await LastAsync("Not yet counted", "not yet counted"))!.Value,
            3_590 * SeededMetrics.NotCounted,
            3_610 * SeededMetrics.NotCounted
        );
    }

    [Fact]
    public async Task Resources_are_those_of_the_series()
    {
        const string streaming = "streaming:8081";
        Assert.InRange((await LastAsync("Heap of Spark's JVM", $"used, {streaming}"))!.Value, 400e6, 520e6);
        Near(1e9, await LastAsync("Heap of Spark's JVM", $"limit, {streaming}"));
        Near(0.015, await LastAsync("Garbage collection of Spark's JVM", streaming));
        Near(23, await LastAsync("Connections and threads", "connections"));
        Near(100, await LastAsync("Connections and threads", "limit of connections"));
        Near(140, await LastAsync("Connections and threads", $"threads, {streaming}"));
        Assert.InRange((await LastAsync("Merges in PostgreSQL, p99", "live-metrics"))!.Value, 0.01, 0.02);
        Near(6.5e9, await LastAsync("Size of warehouse and lake", "warehouse"));
        Near(9e9, await LastAsync("Size of warehouse and lake", "lake, events"));
        Near(40e6, await LastAsync("Size of warehouse and lake", "lake, rejected"));
        Near(412, await LastAsync("Lake", "files"));
        Assert.InRange((await LastAsync("Lake", "age of the newest commit"))!.Value, 7, 13);
        Assert.InRange((await LastAsync("Lake", "version"))!.Value, SeededMetrics.Version, SeededMetrics.Version + 1_000);
    }

    [Fact]
    public async Task A_query_is_behind_by_its_seconds()
    {
        var behind = await LastAsync("Behind, by query", "lake-archive");
        var live = await LastAsync("Complete up to", "behind");
        var upTo = await LastAsync("Complete up to", "complete up to");

        // Prometheus takes the last sample, which is up to one interval old.
        Assert.InRange(behind!.Value, SeededMetrics.Queries["lake-archive"].Behind, SeededMetrics.Queries["lake-archive"].Behind + 5);
        Assert.InRange(live!.Value, SeededMetrics.Queries["live-metrics"].Behind, SeededMetrics.Queries["live-metrics"].Behind + 5);
        Assert.InRange(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - upTo!.Value, 0, 60_000);
    }

    async Task<double?> LastAsync(string title, string? series = null)
    {
        var answer = await AnswerAsync(_operations.Panels.Single(panel => panel.Title == title), "1h");
        var field = answer.Frames.SelectMany(frame => frame.Fields.Skip(1)).Single(field => series is null || field.Name == series);
        return (double?)field.Values.LastOrDefault(value => value is not null);
    }

    async Task<PanelAnswer> AnswerAsync(Panel panel, string range)
    {
        var options = await prometheus.OptionsAsync(warehouse);
        await using WarehouseReader reader = new(options);
        using PrometheusClient client = new(options);
        var now = TimeProvider.System.GetUtcNow();
        return await new PanelQueries(reader, new PrometheusQueries(client)).AnswerAsync(
            panel,
            new Dictionary<string, Analytics.DashboardPreview.Variables.Picked>(),
            RelativeTime.Parse($"now-{range}", now),
            now,
            TestContext.Current.CancellationToken
        );
    }

    static bool HasValue(Field field) => field.Values.Any(value => value is not null);

    static void Near(double expected, double? value) => Assert.InRange(value!.Value, expected - 1e-3, expected + 1e-3);
}

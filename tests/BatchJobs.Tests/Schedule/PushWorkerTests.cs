using System.Text;
using Analytics.BatchJobs.Schedule;
using Analytics.BatchJobs.Settings;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using BatchJobs.Tests.Grafana;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Prometheus;

namespace BatchJobs.Tests.Schedule;

public sealed class PushWorkerTests(TestEnvironment environment) : IAsyncLifetime
{
    StubGrafana _grafana = null!;
    WorkerWarehouse _warehouse = null!;

    public async ValueTask InitializeAsync()
    {
        _grafana = await StubGrafana.StartAsync();
        _warehouse = await WorkerWarehouse.CreateAsync(environment);
    }

    public async ValueTask DisposeAsync()
    {
        await _warehouse.DisposeAsync();
        await _grafana.DisposeAsync();
    }

    [Fact]
    public async Task Pushes_the_live_figures_each_second_with_the_same_fields()
    {
        await InsertAsync(
            "INSERT INTO warehouse.event_counts_second (bucket, source, name, country, device, currency, revenue, events) "
                + "SELECT date_trunc('second', now()) + n * interval '1 second', 'web', 'page_view', '', '', '', 0, 10 "
                + "FROM generate_series(-70, 60) AS n"
        );
        await InsertAsync("SELECT warehouse.record_heartbeat('live-metrics', 'running', 0, now())");
        Start();

        await Poll.UntilAsync("pushes of three seconds", () => _grafana.Frames.Select(lines => lines[0].At).Distinct().Count() >= 3);

        var pushes = _grafana.Frames.ToList();
        Assert.All(pushes, lines => Assert.Equal("kpi", lines[0].Name));
        Assert.All(pushes, lines => Assert.Equal(["events_per_minute", "events_per_s"], lines[0].Fields.Keys));
        Assert.All(pushes, lines => Assert.Equal((600, 10), (lines[0].Fields["events_per_minute"], lines[0].Fields["events_per_s"])));
    }

    [Fact]
    public async Task Figures_of_a_query_are_pushed_once_all_are_known()
    {
        await InsertAsync("SELECT warehouse.record_heartbeat('live-metrics', 'running', 7, now())");
        await InsertAsync(
            "INSERT INTO warehouse.batches (query, batch_id, committed_at, started_at, events, duration_ms, oldest_received_at, "
                + "newest_received_at) VALUES ('live-metrics', 1, now(), now(), 5, 10, now(), now())"
        );
        Start();

        var lines = await Poll.FindAsync("a frame of freshness", () => _grafana.Frames.FirstOrDefault(push => push.Count == 2));
        Assert.Equal(("freshness", "live-metrics", 7), (lines[1].Name, lines[1].Tags["query"], lines[1].Fields["lag"]));
    }

    [Fact]
    public async Task Goes_on_when_Grafana_is_back_and_pushes_what_waited()
    {
        await _grafana.StopAsync();
        await InsertAsync(
            """SELECT warehouse.queue_push('aaaa0001', 'annotation', '', '{"time": 1, "text": "missed", "tags": ["run:aaaa0001"]}')"""
        );
        Start();
        await Poll.UntilAsync("the warehouse says that it waits", async () =>
            await ValueAsync("SELECT last_error FROM reporting.pushes WHERE kind = 'annotation'") is string
        );

        await _grafana.StartAgainAsync();
        await Poll.UntilAsync("figures are pushed again", () => !_grafana.Frames.IsEmpty);
        await Poll.UntilAsync("the annotation is pushed", () => _grafana.Annotations.Count == 1);
        await Poll.UntilAsync("the metrics have the ages of both", async () =>
        {
            var text = await MetricsAsync();
            return text.Contains("schedule_push_age_seconds{kind=\"annotation\"}", StringComparison.Ordinal)
                && text.Contains("schedule_push_age_seconds{kind=\"tick\"}", StringComparison.Ordinal)
                && text.Contains("schedule_push_waiting{kind=\"annotation\"} 0", StringComparison.Ordinal);
        });
    }

    void Start()
    {
        var token = Path.Combine(_warehouse.Folder.Path, "grafana.token");
        File.WriteAllText(token, StubGrafana.Token);
        var settings = new ScheduleSettings(_warehouse.Database.ConnectionString(Role.Batch), "", "")
        {
            Grafana = new(new Uri(_grafana.Url + "/"), token),
            LivePush = true,
            PushInterval = TimeSpan.FromMilliseconds(200),
        };
        _warehouse.Start(new PushWorker(settings, _warehouse.Batch, TimeProvider.System, NullLogger.Instance).RunAsync);
    }

    static async Task<string> MetricsAsync()
    {
        using var text = new MemoryStream();
        await Metrics.DefaultRegistry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    async Task InsertAsync(string sql)
    {
        await using var admin = await _warehouse.Database.OpenAsync(Role.Admin, TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, admin);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    async Task<object?> ValueAsync(string sql)
    {
        await using var command = _warehouse.Batch.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}

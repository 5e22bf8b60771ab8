using Analytics.BatchJobs.Grafana;
using Analytics.BatchJobs.Jobs;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Postgres;
using Npgsql;

namespace BatchJobs.Tests.Grafana;

/// <summary>The channels and tags of the dashboards are those that a Grafana gets.</summary>
public sealed class LiveChannelsTests(TestEnvironment environment) : IAsyncLifetime
{
    const string RunId = "aaaa0001";
    static readonly DateOnly _day = new(2026, 11, 27);

    readonly TestFolder _folder = new();
    StubGrafana _stub = null!;
    GrafanaClient _client = null!;
    TestDatabase _database = null!;
    NpgsqlDataSource _warehouse = null!;

    static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stub = await StubGrafana.StartAsync();
        var token = Path.Combine(_folder.Path, "grafana.token");
        await File.WriteAllTextAsync(token, StubGrafana.Token, Stopping);
        _client = new(new(new Uri(_stub.Url + "/"), token), TimeProvider.System);
        _database = await environment.CreateWarehouseAsync();
        _warehouse = NpgsqlDataSource.Create(_database.ConnectionString(Role.Batch));
    }

    public async ValueTask DisposeAsync()
    {
        await _warehouse.DisposeAsync();
        await _database.DisposeAsync();
        _client.Dispose();
        await _stub.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_Live_panel_names_a_channel_fields_and_labels_that_are_pushed_and_every_channel_has_a_panel()
    {
        await FillAsync();
        await PushAsync(await LiveFigures.ReadAsync(_warehouse, Stopping));
        await PushAsync(await LiveFigures.ReadReportAsync(_warehouse, [_day], Stopping));
        await PushAsync(await LiveFigures.ReadDifferencesAsync(_warehouse, RunId, Stopping));
        var pushed = _stub.Frames.SelectMany(lines => lines).GroupBy(line => $"stream/{GrafanaClient.Stream}/{line.Name}").ToList();

        Assert.Equal(
            pushed.Select(channel => channel.Key).Order(),
            LiveDashboards.Targets.Select(target => target.Channel).Distinct().Order()
        );
        foreach (var target in LiveDashboards.Targets)
        {
            Assert.Equal("time", target.Fields[0]);
            Assert.All(pushed.Single(channel => channel.Key == target.Channel), line =>
            {
                Assert.Empty(target.Fields.Skip(1).Except(line.Fields.Keys));
                Assert.Empty(target.Labels.Except(line.Tags.Keys));
            });
        }
    }

    [Fact]
    public async Task An_annotation_query_finds_what_a_job_annotates()
    {
        var day = new DateTimeOffset(_day, TimeOnly.MinValue, TimeSpan.Zero);
        await AnnotateAsync(ReportJob.Command().Name, new(day, day.AddDays(1), "1 day"), "aaaa0001");
        await AnnotateAsync(ReprocessJob.Command().Name, ReprocessJob.Told(new(_day, _day, null, TimeSpan.Zero), ["27"], 3), "aaaa0002");

        Assert.NotEmpty(LiveDashboards.Annotations);
        Assert.All(LiveDashboards.Annotations, tags =>
        {
            Assert.Contains(Annotation.Tag, tags);
            Assert.Single(_stub.Annotations, annotation => tags.All(tag => annotation["tags"]!.AsArray().Any(own => (string?)own == tag)));
        });
    }

    [Fact]
    public async Task Of_more_lines_than_a_push_has_the_newest_days_are_pushed_and_the_newest_is_last()
    {
        await FillAsync();
        await ExecuteAsync(
            $"""
            INSERT INTO warehouse.retention_cohorts (source, grain, cohort, period, visitors)
            SELECT 'web', 'day', date '{_day:O}' - d - p, p, 10 FROM generate_series(1, 60) AS d, generate_series(0, 30) AS p
            ON CONFLICT DO NOTHING
            """
        );

        var figures = await LiveFigures.ReadReportAsync(_warehouse, Enumerable.Range(0, 60).Select(ago => _day.AddDays(-ago)), Stopping);

        var lines = figures.Where(line => line.Name == "retention").ToList();
        Assert.Equal(LiveFigures.MostLines, lines.Count);
        Assert.Equal(lines.Select(line => line.At).Order(), lines.Select(line => line.At));
        Assert.Equal(new DateTimeOffset(_day, TimeOnly.MinValue, TimeSpan.Zero), lines[^1].At);
    }

    async Task PushAsync(IReadOnlyList<Measurement> figures) =>
        Assert.Equal(PushResult.Done, await _client.PushLiveAsync(figures.Select(LineProtocol.Write), Stopping));

    async Task AnnotateAsync(string job, Annotation annotation, string runId) =>
        Assert.Equal(PushResult.Done, await _client.AnnotateAsync(runId, annotation.ToJson(job, runId), Stopping));

    // A row for each channel: those that a run leaves, and a streaming query with a batch.
    Task FillAsync() =>
        ExecuteAsync(
            $"""
            INSERT INTO warehouse.daily_summary (day, source, visitors, new_visitors, sessions, bounces, page_views, events)
            VALUES ('{_day:O}', 'web', 10, 4, 12, 3, 40, 50);
            INSERT INTO warehouse.retention_cohorts (source, grain, cohort, period, visitors)
            VALUES ('web', 'day', '{_day:O}', 0, 4), ('web', 'day', '{_day.AddDays(-1):O}', 0, 5),
                ('web', 'day', '{_day.AddDays(-1):O}', 1, 2);
            INSERT INTO warehouse.funnel_steps (funnel, day, source, breakdown, value, step, name, visitors)
            VALUES ('buy', '{_day:O}', 'web', '', '', 1, 'saw', 0), ('buy', '{_day:O}', 'web', '', '', 2, 'bought', 0);
            INSERT INTO warehouse.reprocess_runs (run_id, started_at, from_day, to_day) VALUES ('{RunId}', now(), '{_day:O}', '{_day:O}');
            INSERT INTO warehouse.reprocess_differences VALUES ('{RunId}', '{_day:O}', 'web', '', 52, 50, 2, 1);
            SELECT warehouse.record_heartbeat('live-metrics', 'running', 7, now());
            INSERT INTO warehouse.batches (query, batch_id, committed_at, started_at, events, duration_ms, oldest_received_at,
                newest_received_at)
            VALUES ('live-metrics', 1, now(), now(), 5, 10, now(), now());
            """
        );

    async Task ExecuteAsync(string sql)
    {
        await using var admin = await _database.OpenAsync(Role.Admin, Stopping);
        await using var command = new NpgsqlCommand(sql, admin);
        await command.ExecuteNonQueryAsync(Stopping);
    }
}

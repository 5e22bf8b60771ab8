using Analytics.BatchJobs.Grafana;
using Analytics.BatchJobs.Runs;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Postgres;
using Npgsql;

namespace BatchJobs.Tests.Grafana;

[Trait("Fault", "F20")]
public sealed class GrafanaPushTests(TestEnvironment environment) : IAsyncLifetime
{
    static readonly DateTimeOffset _day = new(2026, 11, 27, 0, 0, 0, TimeSpan.Zero);

    readonly TestFolder _folder = new();
    StubGrafana _grafana = null!;
    TestDatabase _warehouse = null!;
    NpgsqlDataSource _batch = null!;

    string TokenFile => Path.Combine(_folder.Path, "grafana.token");

    static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _grafana = await StubGrafana.StartAsync();
        _warehouse = await environment.CreateWarehouseAsync();
        _batch = NpgsqlDataSource.Create(_warehouse.ConnectionString(Role.Batch));
        await File.WriteAllTextAsync(TokenFile, StubGrafana.Token, Stopping);
    }

    public async ValueTask DisposeAsync()
    {
        await _batch.DisposeAsync();
        await _warehouse.DisposeAsync();
        await _grafana.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_run_pushes_its_figures_and_its_annotation()
    {
        await RunAsync("aaaa0001", events: 7, annotation: "sessions: 3 -> 4");

        var lines = Assert.Single(_grafana.Frames);
        Assert.Equal(
            [("daily", "web", 7), ("daily", "app", 7)],
            lines.Select(line => (line.Name, line.Tags["source"], line.Fields["events"]))
        );
        Assert.Equal("sessions: 3 -> 4", (string?)Assert.Single(_grafana.Annotations)["text"]);
        Assert.Equal(["annotation|0|-", "live|0|-"], await PushesAsync());
        Assert.All(await ReadAsync("SELECT age_ms::text FROM reporting.pushes"), age => Assert.InRange(double.Parse(age), 0, 60_000));
    }

    [Fact]
    public async Task A_Grafana_that_is_away_gets_the_newest_frame_and_every_annotation_at_the_next_run()
    {
        await _grafana.StopAsync();
        await RunAsync("aaaa0001", events: 1, annotation: "first");
        await RunAsync("aaaa0002", events: 2, annotation: "second");
        Assert.Equal(["annotation|2|does not answer", "live|1|does not answer"], await PushesAsync("does not answer"));
        Assert.Equal(["true", "true"], await ReadAsync("SELECT (last_pushed_at IS NULL)::text FROM reporting.pushes"));

        await _grafana.StartAgainAsync();
        await using (var run = NewRun("aaaa0003"))
            await GrafanaPush.MissedAsync(run, Stopping);

        Assert.Equal(2, Assert.Single(_grafana.Frames)[0].Fields["events"]);
        Assert.Equal(["first", "second"], _grafana.Annotations.Select(annotation => (string?)annotation["text"]));
        Assert.Equal(["annotation|0|-", "live|0|-"], await PushesAsync());
        Assert.Equal(["2"], await ReadAsync("SELECT max(attempts)::text FROM warehouse.grafana_pushes WHERE kind = 'live'"));
    }

    [Fact]
    public async Task A_token_without_a_right_keeps_only_what_needs_the_right()
    {
        _grafana.Tokens[StubGrafana.Token] = ["annotations:read", "annotations:create"];

        await RunAsync("aaaa0001", events: 1, annotation: "first");

        Assert.Single(_grafana.Annotations);
        Assert.Equal(["annotation|0|-", "live|1|live:push"], await PushesAsync("live:push"));
    }

    [Fact]
    public async Task Two_runs_at_once_push_nothing_twice()
    {
        await _grafana.StopAsync();
        await RunAsync("aaaa0001", events: 1, annotation: "first");
        await _grafana.StartAgainAsync();

        await using var one = NewRun("aaaa0002");
        await using var other = NewRun("aaaa0003");
        await Task.WhenAll(GrafanaPush.MissedAsync(one, Stopping), GrafanaPush.MissedAsync(other, Stopping));

        Assert.Single(_grafana.Annotations);
        Assert.Single(_grafana.Frames);
    }

    [Fact]
    public async Task A_dry_run_and_a_run_without_Grafana_push_nothing()
    {
        await using var dry = NewRun("aaaa0001", dryRun: true);
        await GrafanaPush.AfterAsync(dry, () => Figures(1), null, Stopping);
        await using var alone = new BatchRun(
            "report",
            new(null, _warehouse.ConnectionString(Role.Batch), false),
            new("a"),
            TimeProvider.System
        );
        await GrafanaPush.AfterAsync(alone, () => Figures(1), null, Stopping);

        Assert.Empty(_grafana.Requests);
        Assert.Equal(["0"], await ReadAsync("SELECT count(*)::text FROM warehouse.grafana_pushes"));
    }

    [Fact]
    public async Task Whatever_fails_at_Grafana_the_failure_of_the_work_is_the_one_to_report()
    {
        await using var run = NewRun("aaaa0001");
        var told = new Annotation(_day, _day.AddDays(1), "one of two days");

        var failure = await Assert.ThrowsAsync<TimeoutException>(() =>
            GrafanaPush.AroundAsync(
                run,
                () => throw new TimeoutException("the work's"),
                _ => throw new InvalidOperationException("Grafana's"),
                () => told,
                Stopping
            )
        );

        Assert.Equal("the work's", failure.Message);
    }

    async Task RunAsync(string id, int events, string annotation)
    {
        await using var run = NewRun(id);
        await GrafanaPush.AfterAsync(run, () => Figures(events), new Annotation(_day, _day.AddDays(1), annotation), Stopping);
    }

    static Task<IReadOnlyList<Measurement>> Figures(int events) =>
        Task.FromResult<IReadOnlyList<Measurement>>([
            .. new[] { "web", "app" }.Select(source => new Measurement(
                "daily",
                _day,
                new Dictionary<string, double> { ["events"] = events }
            )
            {
                Tags = new Dictionary<string, string> { ["source"] = source },
            }),
        ]);

    BatchRun NewRun(string id, bool dryRun = false) =>
        new(
            "report",
            new(null, _warehouse.ConnectionString(Role.Batch), dryRun) { Grafana = new(new Uri(_grafana.Url + "/"), TokenFile) },
            new(id),
            TimeProvider.System
        );

    // Returns each kind, the number that waits, and the part of the last error that the test checks.
    async Task<List<string>> PushesAsync(string part = "") =>
        await ReadAsync(
            "SELECT concat_ws('|', kind, waiting, CASE WHEN last_error IS NULL THEN '-' ELSE substring(last_error FROM $1) END) "
                + "FROM reporting.pushes ORDER BY kind",
            part
        );

    async Task<List<string>> ReadAsync(string sql, params string[] parameters)
    {
        await using var command = _batch.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new() { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync(Stopping);
        var rows = new List<string>();
        while (await reader.ReadAsync(Stopping))
            rows.Add(reader.GetString(0));
        return rows;
    }
}

using System.Globalization;
using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Postgres;
using Analytics.Testing.Waiting;
using BatchJobs.Tests.Grafana;
using Microsoft.Spark.Extensions.Delta.Tables;
using Npgsql;

namespace BatchJobs.Tests.Jobs;

[Collection(SparkCollection.Reports)]
public sealed partial class ReportJobTests(TestEnvironment environment, SparkCollection spark, ReportedLake reported)
    : IClassFixture<ReportedLake>,
        IAsyncLifetime
{
    const int Days = ReportedLake.Days;

    static readonly Funnel _funnel = ReportedLake.Funnel;

    readonly TestFolder _folder = new();
    DateOnly _today;
    DateOnly _yesterday;
    TestDatabase? _warehouse;
    StubGrafana? _grafana;

    string TokenFile => Path.Combine(_folder.Path, "grafana.token");

    LakeFolder Lake => new(Path.Combine(_folder.Path, "lake"));

    public async ValueTask InitializeAsync()
    {
        _today = reported.Today;
        _yesterday = _today.AddDays(-1);
        reported.CopyLake(Lake.LocalPath!);
        _warehouse = await reported.CopyWarehouseAsync();
        _grafana = await StubGrafana.StartAsync();
        await File.WriteAllTextAsync(TokenFile, StubGrafana.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _warehouse!.DisposeAsync();
        await _grafana!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Catches_up_with_what_a_plain_computation_gives_stays_so_and_reports_again_what_reprocess_corrected()
    {
        Assert.Empty(reported.AfterDryRun);
        var first = await ResultsAsync();
        Assert.Equal(Days - 1, (await ReportedAsync()).Count);
        for (var day = _today.AddDays(1 - Days); day < _today; day = day.AddDays(1))
            await AssertDayAsync(day);

        await _grafana!.StopAsync(); // A Grafana that is away fails no run; the next one pushes what it missed.
        Assert.Equal(ExitCodes.Done, await ReportAsync(_yesterday));
        await _grafana.StartAgainAsync();
        var corrected = _today.AddDays(1 - Days);
        var before = await ReportedAsync();
        Assert.Equal(ExitCodes.Done, await ReportAfterReprocessAsync(corrected));
        // The second day is the one whose funnels have ended.
        Assert.Equal(
            [DayOption.Text(corrected), DayOption.Text(_yesterday.AddDays(-1))],
            (await ReportedAsync()).Except(before).Select(line => line[..10])
        );
        Assert.Empty(await LinesAsync($"SELECT warehouse.days_to_report(ARRAY[DATE '{corrected:O}'])::text"));
        Assert.Equal((1, 2), (reported.Annotations, _grafana.Annotations.Count));
        await AssertPushedAsync(corrected, _yesterday.AddDays(-1), _yesterday);
        Assert.Equal(first, await ResultsAsync());
        Assert.Equal(
            ["report|0|true", "report|0|true", "report|0|true"],
            await LinesAsync("SELECT concat_ws('|', job, exit, (rows > 0)::text) FROM warehouse.batch_runs")
        );

        Assert.Equal(ExitCodes.Done, await ReportAsync(_today));
        await AssertDayAsync(_today);
        var derived = spark.Session.Read().Format("delta").Load(Lake.VisitorDays).Where($"day >= DATE '{_today:O}'");
        Assert.True(derived.IsEmpty(), "the tables of the open day are not written");
    }

    [Fact]
    public async Task A_day_whose_sessions_and_visitors_are_past_their_retention_in_the_lake_keeps_its_results()
    {
        var first = await ResultsAsync();
        var day = _today.AddDays(1 - Days);
        DeltaTable.ForPath(spark.Session, Lake.Sessions).Delete($"day = DATE '{day:O}'");
        var forgotten = ForgetVisitors(day);
        await ExecuteAsync(
            $"DELETE FROM warehouse.report_days WHERE day = '{day:O}'; SELECT warehouse.set_retention('', 'visitors', {Days - 2})"
        );

        Assert.Equal(ExitCodes.Done, await ReportAsync());

        Assert.Equal(first, await ResultsAsync());
        Assert.True(forgotten.Join(Visitors("visitor_first"), ["source", "visitor"]).IsEmpty(), "a removed visitor is new again");
    }

    [Fact]
    public async Task A_killed_run_leaves_the_old_results()
    {
        var old = await ResultsAsync();
        await using var other = await _warehouse!.OpenAsync(Role.Admin, TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new NpgsqlCommand("LOCK TABLE warehouse.attribution_days", other, transaction))
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var run = Task.Run(() => ReportAsync(_yesterday, funnel: ReportedLake.Buy("added_to_cart", "purchase") with { Name = "other" }));
        const string waits =
            "FROM pg_stat_activity WHERE datname = current_database() AND usename = 'analytics_batch' AND wait_event_type = 'Lock'";
        await Poll.UntilAsync(
            "the run waits for a table",
            async () => (await LinesAsync($"SELECT pid::text {waits}")).Count == 1,
            TimeSpan.FromMinutes(10)
        );
        await ExecuteAsync($"SELECT pg_terminate_backend(pid) {waits}");

        Assert.Equal(ExitCodes.Unavailable, await run.WaitAsync(Poll.Deadline, TestContext.Current.CancellationToken));
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.Equal(old, await ResultsAsync());

        await ReportAsync(_yesterday, funnel: ReportedLake.Buy("added_to_cart", "purchase") with { Name = "other" });
        Assert.Equal(["other"], await LinesAsync($"SELECT DISTINCT funnel FROM warehouse.funnel_steps WHERE day = '{_yesterday:O}'"));
    }

    [Fact]
    [Trait("Fault", "F20")]
    public Task A_Grafana_that_refuses_the_token_changes_no_result() => FailAsync("401", 2);

    [Theory(Explicit = true)]
    [Trait("Fault", "F20")]
    [InlineData("down", 0)]
    [InlineData("slow", 6)] // Each try has 900 ms, each push 2 s: three tries at most.
    [InlineData("500", 4)]
    public Task A_Grafana_that_fails_otherwise_changes_no_result_and_is_asked_a_few_times(string how, int mostTries) =>
        FailAsync(how, mostTries);

    async Task FailAsync(string how, int mostTries)
    {
        await TakeNewWarehouseAsync();
        if (how == "down")
            await _grafana!.StopAsync();
        else if (how == "slow")
            _grafana!.Hang(times: 100);
        else
            _grafana!.Answer(int.Parse(how, CultureInfo.InvariantCulture), times: 100);

        Assert.Equal(ExitCodes.Done, await ReportAsync(_today.AddDays(-30))); // A day without events is the smallest run that pushes.

        Assert.InRange(_grafana.Requests.Count, Math.Min(1, mostTries), mostTries);
        Assert.Empty(_grafana.Annotations);
        Assert.Equal(["report|0"], await LinesAsync("SELECT concat_ws('|', job, exit) FROM warehouse.batch_runs"));
        Assert.Equal([$"{_today.AddDays(-30):O}"], await LinesAsync("SELECT day::text FROM warehouse.report_days"));
        Assert.NotEmpty(await LinesAsync("SELECT kind FROM warehouse.grafana_pushes WHERE pushed_at IS NULL AND attempts = 1"));
    }

    // Without results.
    async Task TakeNewWarehouseAsync()
    {
        await _warehouse!.DisposeAsync();
        _warehouse = await environment.CreateWarehouseAsync();
    }

    [Fact]
    public async Task A_lake_that_is_behind_the_live_numbers_is_not_reported()
    {
        await TakeNewWarehouseAsync();
        await ExecuteAsync("INSERT INTO warehouse.ingest_ledger VALUES ('live-metrics', 'analytics.events', 0, 't', 1000, now())");

        Assert.Equal(ExitCodes.Unavailable, await ReportAsync(_yesterday));
        Assert.Empty(await ReportedAsync());
    }
}

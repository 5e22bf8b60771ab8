using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Schedule;
using Analytics.BatchJobs.Settings;
using Analytics.Hosting;
using Analytics.Hosting.Processes;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Waiting;

namespace BatchJobs.Tests.Schedule;

/// <summary>The worker with a clock of the test, real child processes and a real PostgreSQL.</summary>
public sealed partial class ScheduleWorkerTests(TestEnvironment environment) : IAsyncLifetime
{
    [Fact]
    public async Task Runs_a_job_at_its_time_and_records_it()
    {
        var script = new SubmitScript(_warehouse.Folder, "exit 3");
        var state = Start(script, Hourly("compact") with { Arguments = ["--retention-days", "9"], Spark = ["--master", "local[2]"] });
        await IdleAsync(state);
        Assert.Empty(script.Starts);

        _clock.SetUtcNow(_noon);
        await UntilRowsAsync("compact|2026-11-28 12:00:00|3|-");

        var start = Assert.Single(script.Starts);
        Assert.Equal("--master local[2] batch compact --retention-days 9", start.Arguments);
        Assert.Equal("2026-11-28T12:00:00.000Z", start.ScheduledFor);
        Assert.Equal(Path.Combine(Logs, "compact", $"20261128T120000Z-{start.RunId}.log"), start.Log);
        Assert.Equal($"output of {start.RunId}\n", await File.ReadAllTextAsync(start.Log, TestContext.Current.CancellationToken));
        await Poll.UntilAsync("the health names the result", () => state.Answer.Text.Contains("failed, exit 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Runs_a_job_once_at_a_time_and_makes_up_once_for_what_it_missed_meanwhile()
    {
        var gate = Path.Combine(_warehouse.Folder.Path, "gate");
        var script = new SubmitScript(_warehouse.Folder, $"while [ ! -e '{gate}' ]; do sleep 0.05; done");
        var state = Start(
            script,
            Hourly("compact") with
            {
                Deadline = TimeSpan.FromDays(7),
            },
            Hourly("report") with
            {
                Deadline = TimeSpan.FromDays(7),
            }
        );
        await IdleAsync(state);

        _clock.SetUtcNow(_noon);
        await TickUntilAsync("both jobs run", () => script.Starts.Count == 2);
        _clock.SetUtcNow(_noon.AddHours(5));
        await UntilRowsAsync("compact|2026-11-28 12:00:00|-|-", "report|2026-11-28 12:00:00|-|-");
        Assert.Equal(2, script.Starts.Count);

        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);
        await UntilRowsAsync(
            "compact|2026-11-28 12:00:00|0|-",
            "compact|2026-11-28 17:00:00|0|-",
            "report|2026-11-28 12:00:00|0|-",
            "report|2026-11-28 17:00:00|0|-"
        );
    }

    [Fact]
    public async Task Stops_a_run_past_its_deadline_with_everything_it_started()
    {
        var script = new SubmitScript(_warehouse.Folder, "trap '' TERM; sleep 1000 & echo $! > \"$ANALYTICS_RUN_LOG.child\"; wait; wait");
        var state = Start(script, Hourly("compact") with { Deadline = TimeSpan.FromMinutes(30) });
        await IdleAsync(state);
        _clock.SetUtcNow(_noon);
        await TickUntilAsync("the job runs", () => script.Starts is [var only] && File.Exists($"{only.Log}.child"));
        var start = script.Starts[0];
        var child = await Poll.FindAsync("the child", () => File.ReadAllText($"{start.Log}.child") is { Length: > 1 } text ? text : null);

        _clock.Advance(TimeSpan.FromMinutes(31));
        await UntilRowsAsync("compact|2026-11-28 12:00:00|1|stopped at its deadline of 30m");

        await TickUntilAsync("its health says so", () => state.Answer.Text.Contains("deadline, exit", StringComparison.Ordinal));
        Assert.False(Signals.IsAlive(start.Pid));
        Assert.False(Signals.IsAlive(int.Parse(child)));
    }

    [Fact]
    public async Task Leaves_nothing_when_it_is_stopped()
    {
        var script = new SubmitScript(_warehouse.Folder, "sleep 1000");
        var state = Start(script, Hourly("compact"));
        await IdleAsync(state);
        _clock.SetUtcNow(_noon);
        await TickUntilAsync("the job runs", () => script.Starts.Count == 1);

        await _warehouse.StopAsync();

        Assert.Equal(ExitCodes.Done, _exit);
        Assert.False(Signals.IsAlive(script.Starts[0].Pid));
        Assert.Equal(["compact|2026-11-28 12:00:00|1|stopped with the schedule"], await RowsAsync());
    }

    [Fact]
    public async Task A_second_one_is_refused_until_the_first_ends()
    {
        var script = new SubmitScript(_warehouse.Folder, "exit 0");
        await IdleAsync(Start(script, Hourly("compact")));
        await using var second = NewWorker(script, out _, Hourly("compact"));
        Assert.Equal(ExitCodes.InUse, await second.RunAsync(TestContext.Current.CancellationToken));

        await _warehouse.StopAsync();

        using var again = new CancellationTokenSource();
        await using var third = NewWorker(script, out var state, Hourly("compact"));
        var running = third.RunAsync(again.Token);
        await IdleAsync(state);
        await again.CancelAsync();
        Assert.Equal(ExitCodes.Done, await running);
    }

    [Fact]
    public async Task Goes_on_after_its_connection_was_ended()
    {
        var script = new SubmitScript(_warehouse.Folder, "exit 0");
        await IdleAsync(Start(script, Hourly("compact")));
        await EndConnectionsAsync();

        _clock.SetUtcNow(_noon);
        await UntilRowsAsync("compact|2026-11-28 12:00:00|0|-");
    }

    [Fact]
    public async Task A_run_that_can_not_be_started_is_recorded()
    {
        var script = new SubmitScript(_warehouse.Folder, "exit 0");
        await File.WriteAllTextAsync(Logs, "a file in the place of the folder", TestContext.Current.CancellationToken);
        await IdleAsync(Start(script, Hourly("compact")));

        _clock.SetUtcNow(_noon);
        await TickUntilAsync("the run is recorded", async () =>
            (await RowsAsync()) is [var row] && row.Contains("could not be started", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Keeps_the_output_of_the_newest_runs()
    {
        var script = new SubmitScript(_warehouse.Folder, "exit 0");
        await IdleAsync(Start(script, Hourly("compact") with { KeptLogs = 2 }));
        for (var hour = 0; hour < 4; hour++)
        {
            _clock.SetUtcNow(_noon.AddHours(hour));
            await TickUntilAsync($"run {hour} ended", async () =>
                (await RowsAsync()).Count(row => row.EndsWith("|0|-", StringComparison.Ordinal)) == hour + 1
            );
        }

        await TickUntilAsync("two files are left", () => Directory.GetFiles(Path.Combine(Logs, "compact")).Length == 2);
        Assert.Equal(
            script.Starts.Skip(2).Select(start => start.Log),
            Directory.GetFiles(Path.Combine(Logs, "compact")).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_job_that_records_itself_adds_its_arguments_and_its_end_stays()
    {
        var identity = new RunIdentity("aaaa0001", _noon, "log");
        var history = new RunHistory(_warehouse.Batch);
        await history.BeginAsync("compact", identity, TestContext.Current.CancellationToken);
        var settings = new RunSettings(null, _warehouse.Database.ConnectionString(Role.Batch), DryRun: false)
        {
            Arguments = "--retention-days 9",
        };
        await BatchRun.ExecuteAsync("compact", settings, identity, run => throw new JobException(65, "no such day"));
        await history.EndAsync(identity.Id, 65, null, TestContext.Current.CancellationToken);

        Assert.Equal(["compact|2026-11-28 12:00:00|65|no such day"], await RowsAsync());
        await using var arguments = _warehouse.Batch.CreateCommand("SELECT arguments || log_file FROM warehouse.batch_runs");
        Assert.Equal("--retention-days 9log", await arguments.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}

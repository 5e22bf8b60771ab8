using Analytics.Hosting;
using Analytics.Hosting.Processes;
using Analytics.Local.Postgres;
using Analytics.Local.Processes;
using Analytics.Testing;
using Analytics.Testing.Prometheus;
using Analytics.Testing.Waiting;

namespace BatchJobs.Tests.Schedule;

/// <summary><c>./spark-submit.sh batch schedule</c> as a process.</summary>
public sealed class ScheduleProgramTests(TestEnvironment environment) : IDisposable
{
    readonly TestFolder _folder = new();
    readonly string _url = $"http://127.0.0.1:{Ports.Free()}";

    static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serves_health_and_metrics_refuses_a_second_schedule_and_ends_its_runs()
    {
        await using var warehouse = await environment.CreateWarehouseAsync();
        var script = new SubmitScript(_folder, "exec sleep 1000");
        using var schedule = await StartAsync("schedule", script, warehouse.ConnectionString(Role.Batch), "--listen", _url);
        await Poll.UntilAsync("the job runs", () => script.Starts.Count == 1);

        using var http = new HttpClient();
        await Poll.UntilAsync("the health names the run", async () =>
        {
            using var answer = await http.GetAsync($"{_url}/health/ready", Stopping);
            return (await answer.Content.ReadAsStringAsync(Stopping)).Contains(
                $"ok\ncompact: runs, run:{script.Starts[0].RunId}",
                StringComparison.Ordinal
            );
        });
        var metrics = await http.GetStringAsync($"{_url}/metrics", Stopping);
        Assert.Contains("schedule_run_running{job=\"compact\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("schedule_next_run_seconds{job=\"compact\"} 1", metrics, StringComparison.Ordinal);
        var asked = MetricNames.Asked.Where(name => name.StartsWith("schedule_", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(MetricNames.Exported(metrics)));
        foreach (var result in new[] { "done", "failed", "deadline" })
            Assert.Contains($"schedule_run_ended_total{{job=\"compact\",result=\"{result}\"}} 0\n", metrics, StringComparison.Ordinal);
        Assert.Equal(
            ["schedule_run_ended_total"],
            MetricNames.Increased.Where(name => name.StartsWith("schedule_", StringComparison.Ordinal))
        );
        Assert.StartsWith("dotnet ", ProcessTable.CommandLine(schedule.Pid), StringComparison.Ordinal);

        using var second = await StartAsync("second", script, warehouse.ConnectionString(Role.Batch));
        Assert.Equal(ExitCodes.InUse, await second.Exited);
        Assert.Contains("another schedule runs: backend pid", await LogAsync("second"), StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Done, await schedule.StopAsync());
        Assert.False(Signals.IsAlive(script.Starts[0].Pid));
        Assert.Single(script.Starts);
    }

    [Fact]
    public async Task Its_runs_end_with_it_even_when_it_is_killed()
    {
        await using var warehouse = await environment.CreateWarehouseAsync();
        var script = new SubmitScript(_folder, "exec sleep 1000");
        using var schedule = await StartAsync("schedule", script, warehouse.ConnectionString(Role.Batch));
        await Poll.UntilAsync("the job runs", () => script.Starts.Count == 1);

        Signals.Send(schedule.Pid, Signal.Kill);

        await Poll.UntilAsync("the run ends", () => !Signals.IsAlive(script.Starts[0].Pid));
    }

    [Fact]
    public async Task Names_every_error_before_it_starts()
    {
        var script = new SubmitScript(_folder, "exit 0");
        using var schedule = await StartAsync("schedule", script, "nonsense", "--listen", "nowhere", "--grafana", "http://127.0.0.1:1");

        Assert.Equal(ExitCodes.Usage, await schedule.Exited);
        var log = await LogAsync("schedule");
        Assert.Contains("--warehouse or ANALYTICS_WAREHOUSE is no Npgsql connection string", log, StringComparison.Ordinal);
        Assert.Contains("--listen or ANALYTICS_SCHEDULE_URL is no address", log, StringComparison.Ordinal);
        Assert.Contains("--grafana needs --grafana-token-file", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schedule_that_is_shipped_is_right()
    {
        using var list = await GuardedProcess.StartAsync(
            new(
                "list",
                [Path.Combine(Repository.Root, "spark-submit.sh"), "batch", "schedule", "--list"],
                Path.Combine(_folder.Path, "list.log")
            )
            {
                Environment = Environment("Host=127.0.0.1;Database=analytics"),
            }
        );

        Assert.Equal(0, await list.Exited);
        Assert.Contains("UTC  compact  (", await LogAsync("list"), StringComparison.Ordinal);
    }

    Task<GuardedProcess> StartAsync(string name, SubmitScript script, string warehouse, params string[] more)
    {
        var file = Path.Combine(_folder.Path, "schedule.json");
        File.WriteAllText(file, """{"jobs": [{"job": "compact", "cron": "* * * * * *"}]}""");
        string[] command =
        [
            Path.Combine(Repository.Root, "spark-submit.sh"),
            "batch",
            "schedule",
            "--file",
            file,
            "--submit",
            script.Path,
            "--logs",
            Path.Combine(_folder.Path, "logs"),
            .. more,
        ];
        return GuardedProcess.StartAsync(
            new(name, command, Path.Combine(_folder.Path, $"{name}.log")) { Environment = Environment(warehouse) }
        );
    }

    static Dictionary<string, string> Environment(string warehouse) =>
        new()
        {
            ["ANALYTICS_WAREHOUSE"] = warehouse,
            ["ANALYTICS_LAKE"] = "/lake",
            ["ANALYTICS_CONFIGURATION"] = Repository.Configuration,
        };

    Task<string> LogAsync(string name) => File.ReadAllTextAsync(Path.Combine(_folder.Path, $"{name}.log"), Stopping);
}

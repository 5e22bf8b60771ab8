using Analytics.BatchJobs.Schedule;
using Analytics.BatchJobs.Settings;
using Analytics.Local.Postgres;
using Analytics.Testing.Waiting;
using Cronos;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace BatchJobs.Tests.Schedule;

/// <content>Runs a worker, and reads what it records.</content>
public sealed partial class ScheduleWorkerTests
{
    static readonly DateTimeOffset _noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    readonly FakeTimeProvider _clock = new(_noon.AddMinutes(-10));
    WorkerWarehouse _warehouse = null!;
    int? _exit;

    string Logs => Path.Combine(_warehouse.Folder.Path, "logs");

    public async ValueTask InitializeAsync() => _warehouse = await WorkerWarehouse.CreateAsync(environment);

    public ValueTask DisposeAsync() => _warehouse.DisposeAsync();

    async Task EndConnectionsAsync()
    {
        await using var admin = await _warehouse.Database.OpenAsync(Role.Admin, TestContext.Current.CancellationToken);
        await using var end = new NpgsqlCommand(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'analytics_batch' AND datname = "
                + "current_database()",
            admin
        );
        Assert.NotEqual(0L, await end.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    static ScheduledJob Hourly(string name) => new(name, "0 * * * * UTC", new(CronExpression.Parse("0 * * * *"), TimeZoneInfo.Utc));

    ScheduleState Start(SubmitScript script, params ScheduledJob[] jobs)
    {
        var worker = NewWorker(script, out var state, jobs);
        _warehouse.Start(async stopping =>
        {
            await using (worker)
                _exit = await worker.RunAsync(stopping);
        });
        return state;
    }

    ScheduleWorker NewWorker(SubmitScript script, out ScheduleState state, params ScheduledJob[] jobs)
    {
        state = new ScheduleState(jobs);
        var settings = new ScheduleSettings(_warehouse.Database.ConnectionString(Role.Batch), script.Path, Logs)
        {
            Grace = TimeSpan.FromSeconds(1),
        };
        return new ScheduleWorker(jobs, settings, _warehouse.Batch, state, _clock, NullLogger.Instance);
    }

    static Task IdleAsync(ScheduleState state) => Poll.UntilAsync("the worker has its lock", () => state.UnhealthyReason is null);

    Task<List<string>> UntilRowsAsync(params string[] expected) =>
        Poll.UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return RowsAsync();
            },
            expected.SequenceEqual,
            rows => $"the runs are {string.Join("; ", expected)}, not {string.Join("; ", rows)}"
        );

    Task<List<string>> RowsAsync() =>
        _warehouse.Database.LinesAsync(
            Role.Admin,
            "SELECT concat_ws('|', job, to_char(scheduled_for AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), coalesce(exit::text, '-'), "
                + "coalesce(message, '-')) FROM warehouse.batch_runs ORDER BY job, scheduled_for"
        );

    Task TickUntilAsync(string what, Func<bool> holds) => TickUntilAsync(what, () => Task.FromResult(holds()));

    // The worker looks at the clock once a second of this clock.
    Task TickUntilAsync(string what, Func<Task<bool>> holds) => Poll.UntilAsync(what, () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return holds();
        });
}

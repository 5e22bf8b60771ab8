using Analytics.BatchJobs.Schedule;

namespace BatchJobs.Tests.Schedule;

/// <content>Times that passed without a worker, and times of a clock that was ahead.</content>
public sealed partial class ScheduleWorkerTests
{
    [Fact]
    public async Task Makes_up_once_for_the_days_without_a_worker()
    {
        await new RunHistory(_warehouse.Batch).BeginAsync(
            "compact",
            new("aaaa0001", _noon.AddDays(-3), "log"),
            TestContext.Current.CancellationToken
        );
        var script = new SubmitScript(_warehouse.Folder, "exit 0");

        Start(script, Hourly("compact"));

        await UntilRowsAsync("compact|2026-11-25 12:00:00|1|its schedule ended without a word", "compact|2026-11-28 11:00:00|0|-");
        Assert.Single(script.Starts);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)] // What ends with its machine twice would do so again.
    public async Task A_run_that_ended_with_its_schedule_is_started_again_once(int interrupted, int again)
    {
        for (var run = 0; run < interrupted; run++)
        {
            await new RunHistory(_warehouse.Batch).BeginAsync(
                "compact",
                new($"aaaa000{run}", _noon.AddHours(-1), "log"),
                TestContext.Current.CancellationToken
            );
        }
        var script = new SubmitScript(_warehouse.Folder, "exit 0");

        await IdleAsync(Start(script, Hourly("compact")));
        _clock.SetUtcNow(_noon);

        await UntilRowsAsync([
            .. Enumerable.Repeat("compact|2026-11-28 11:00:00|1|its schedule ended without a word", interrupted),
            .. Enumerable.Repeat("compact|2026-11-28 11:00:00|0|-", again),
            "compact|2026-11-28 12:00:00|0|-",
        ]);
    }

    [Fact]
    public async Task A_run_that_was_stopped_with_its_schedule_is_started_again_by_the_next_one()
    {
        var gate = Path.Combine(_warehouse.Folder.Path, "gate");
        var script = new SubmitScript(_warehouse.Folder, $"[ -e '{gate}' ] || sleep 1000");
        await IdleAsync(Start(script, Hourly("compact")));
        _clock.SetUtcNow(_noon);
        await TickUntilAsync("the job runs", () => script.Starts.Count == 1);
        await _warehouse.StopAsync();
        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);

        await using var next = NewWorker(script, out _, Hourly("compact"));
        using var end = new CancellationTokenSource();
        var running = next.RunAsync(end.Token);
        await UntilRowsAsync("compact|2026-11-28 12:00:00|1|stopped with the schedule", "compact|2026-11-28 12:00:00|0|-");
        await end.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_run_of_a_clock_that_was_ahead_does_not_keep_the_job_waiting()
    {
        var history = new RunHistory(_warehouse.Batch);
        foreach (var (run, at) in new[] { ("aaaa0001", _noon.AddDays(-1)), ("aaaa0002", _noon.AddDays(400)) })
            await history.BeginAsync("compact", new(run, at, "log"), TestContext.Current.CancellationToken);
        var script = new SubmitScript(_warehouse.Folder, "exit 0");

        Start(script, Hourly("compact"));

        await UntilRowsAsync(
            "compact|2026-11-27 12:00:00|1|its schedule ended without a word",
            "compact|2026-11-28 11:00:00|0|-",
            "compact|2028-01-02 12:00:00|1|its schedule ended without a word"
        );
    }
}

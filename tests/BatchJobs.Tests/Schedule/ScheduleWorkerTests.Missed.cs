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

using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Hosting;
using BatchJobs.Tests.Sinks;

namespace BatchJobs.Tests.Jobs;

/// <content>A run beside another job.</content>
public sealed partial class EraseJobTests
{
    [Fact]
    public async Task A_run_beside_reprocess_waits_and_is_refused_after_its_wait()
    {
        await using var database = await environment.CreateWarehouseAsync();
        await using var reprocess = await HeldLock.TakeAsync(database);
        await using var run = Run(new PersonLake(Path.Combine(_folder.Path, "lake")), database, isDry: false);
        var settings = new EraseSettings(new([User], [])) { Wait = TimeSpan.FromSeconds(3) };
        using var output = new CapturedOutput();

        var refused = await Assert.ThrowsAsync<JobException>(() => EraseJob.RunAsync(run, settings, TestContext.Current.CancellationToken));
        Assert.Equal(ExitCodes.InUse, refused.ExitCode);
        Assert.Contains($"(backend pid {reprocess.ProcessId} since ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("waiting for it, at most 3s", output.ToString(), StringComparison.Ordinal);
    }
}

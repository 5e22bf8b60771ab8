using Analytics.Hosting.Processes;

namespace EndToEnd.Tests;

[Trait("Fault", "F19")]
public sealed class StopTests(WholeStack stack)
{
    // 128 + SIGTERM: Spark's JVM ends on the signal after its hooks; 137 would mean that it was killed.
    const int Terminated = 143;

    [Fact]
    public async Task SIGTERM_under_traffic_stops_the_jobs_cleanly_and_the_next_start_goes_on()
    {
        var running = await stack.RunningAsync();
        var code = -1;
        var sent = await stack.SendAsync(rate: 300, TimeSpan.FromSeconds(10), async () =>
        {
            var exited = running.SparkJobs.Exited;
            var program = running.SparkJobs.ProgramPid!.Value;
            await running.SparkJobs.StopAsync();
            code = await exited;
            Assert.False(Signals.IsAlive(program));
            await running.SparkJobs.StartAsync(TestContext.Current.CancellationToken);
        });
        Assert.Equal(Terminated, code);
        var said = await File.ReadAllTextAsync(running.SparkJobs.Log, TestContext.Current.CancellationToken);
        foreach (var query in new[] { "live-metrics", "rejected-counts", "sessions", "historical-metrics", "lake-archive" })
            Assert.Contains($"stream.query.stopped: {query}", said, StringComparison.Ordinal);
        await stack.BalancedAsync(sent);
    }
}

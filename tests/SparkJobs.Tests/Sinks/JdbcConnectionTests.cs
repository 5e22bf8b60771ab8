using System.Diagnostics;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sinks;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using SparkJobs.Tests.Jobs;

namespace SparkJobs.Tests.Sinks;

public sealed class JdbcConnectionTests(SparkFixture spark, TestEnvironment environment)
{
    [Fact]
    public async Task A_session_that_outlives_its_connection_is_waited_for()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        JdbcConnection Open() =>
            new(new WarehouseAddress(stream.Context.Settings.Warehouse), QueryNames.LiveMetrics, WarehouseFunctions.MergeLiveMetrics);

        var first = Open();
        Assert.Throws<FatalStopException>(Open);
        var pid = await stream.QueryAsync<int>(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'analytics live-metrics' AND datname = current_database()"
        );
        await SignalAsync("STOP", pid);
        try
        {
            first.Dispose();
            Assert.Throws<TimeoutException>(Open);
        }
        finally
        {
            await SignalAsync("CONT", pid);
        }

        await Poll.UntilAsync("the session has ended", () =>
        {
            try
            {
                Open().Dispose();
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        });
    }

    static async Task SignalAsync(string signal, int pid)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{pid}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }
}

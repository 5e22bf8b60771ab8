using System.Diagnostics;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.SparkBinding;
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

    [Fact]
    public async Task The_session_ends_soon_after_its_host_has_vanished()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        await stream.QueryAsync<object>(
            """
            CREATE TABLE public.settings AS SELECT ''::text AS setting;
            CREATE FUNCTION public.note_settings(text, text) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
                UPDATE public.settings SET setting = concat_ws(' ', current_setting('tcp_keepalives_idle'),
                    current_setting('tcp_keepalives_interval'), current_setting('tcp_keepalives_count'),
                    current_setting('tcp_user_timeout'))
            $$;
            GRANT USAGE ON SCHEMA public TO analytics_writer;
            GRANT EXECUTE ON FUNCTION public.note_settings(text, text) TO analytics_writer;
            SELECT 1;
            """
        );
        using var connection = new JdbcConnection(
            new WarehouseAddress(stream.Context.Settings.Warehouse),
            QueryNames.LiveMetrics,
            "public.note_settings"
        );
        using var rows = Jvm.New("java.lang.StringBuilder", "[]");

        connection.Merge(rows, "{}");

        Assert.Equal(["5 5 3 20000"], await stream.LinesAsync("SELECT setting FROM public.settings"));
    }

    static async Task SignalAsync(string signal, int pid)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{pid}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }
}

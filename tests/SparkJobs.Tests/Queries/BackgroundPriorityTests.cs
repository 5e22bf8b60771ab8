using System.Diagnostics;
using System.Globalization;
using Analytics.Contracts;
using Analytics.Local.Processes;
using Analytics.SparkJobs.Queries;
using Analytics.Testing.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace SparkJobs.Tests.Queries;

public sealed class BackgroundPriorityTests(SparkFixture spark)
{
    const int Nice = 7;

    [Fact]
    public void Only_threads_of_tasks_and_background_queries_have_a_lower_priority()
    {
        spark.Session.Range(1_000).Repartition(4).Count(); // The query creates the threads.
        var jvm = (int)
            (
                (Microsoft.Spark.Interop.Ipc.JvmObjectReference)Analytics.SparkBinding.Jvm.CallStatic("java.lang.ProcessHandle", "current")!
            ).Invoke<long>("pid");

        var lowered = new BackgroundPriority(jvm, Nice, () => true, TimeProvider.System, NullLogger.Instance).Lower();

        var names = lowered.Select(thread => NameOf(jvm, thread)).OfType<string>().ToHashSet();
        Assert.Superset(new HashSet<string> { "Executor task l" }, names);
        Assert.Empty(names.Except(["Executor task l", "lake-archive", "sessions", "historical-metr"]));
        Assert.All(lowered, thread => Assert.Equal(Nice, NiceOf(jvm, thread) ?? Nice));
        Assert.Equal(Own, NiceOf(jvm, jvm));
    }

    [Fact]
    public void Streams_of_the_archive_sessions_and_historical_events_yield_and_the_live_ones_do_not()
    {
        // A stream's thread has the name of its query; this process has threads of these names in place of a JVM.
        using var over = new ManualResetEventSlim();
        string[] queries =
        [
            QueryNames.LiveMetrics,
            QueryNames.RejectedCounts,
            QueryNames.Sessions,
            QueryNames.HistoricalMetrics,
            QueryNames.LakeArchive,
        ];
        var threads = queries.Select(query => new Thread(() => over.Wait()) { Name = query, IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        try
        {
            var own = Environment.ProcessId;

            var lowered = new BackgroundPriority(own, Nice, () => true, TimeProvider.System, NullLogger.Instance).Lower();

            Assert.Equal(
                ["historical-metr", "lake-archive", "sessions"],
                lowered
                    .Select(thread => NameOf(own, thread))
                    .OfType<string>()
                    .Intersect(queries.Select(query => query[..Math.Min(15, query.Length)]))
                    .Order()
            );
        }
        finally
        {
            over.Set();
            threads.ForEach(thread => thread.Join());
        }
    }

    [Fact]
    public async Task Only_the_optimizing_compiler_has_a_lower_priority_once_the_JVM_is_warm()
    {
        // The JVM of the other tests has no such compiler. A debugger that has nothing to debug waits for a command.
        using var java = Process.Start(
            new ProcessStartInfo(Tools.Java, ["-XX:TieredStopAtLevel=4", "-m", "jdk.jdi/com.sun.tools.example.debug.tty.TTY"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        try
        {
            var priority = new BackgroundPriority(java.Id, Nice, () => true, TimeProvider.System, NullLogger.Instance);
            await Poll.UntilAsync("the compiler has a thread", () => priority.Lower().Count > 0);
            Assert.Empty(new BackgroundPriority(java.Id, Nice, () => false, TimeProvider.System, NullLogger.Instance).Lower());

            var lowered = priority.Lower();
            Assert.All(lowered, thread => Assert.Equal("C2 CompilerThre", NameOf(java.Id, thread)));
            Assert.All(lowered, thread => Assert.Equal(Nice, NiceOf(java.Id, thread)));
            Assert.Equal(Own, NiceOf(java.Id, java.Id));
        }
        finally
        {
            java.Kill();
            await java.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    // Processes that this one starts inherit it.
    static int? Own => NiceOf(Environment.ProcessId, Environment.ProcessId);

    static string? NameOf(int process, int thread) => Read(process, thread, "comm")?.TrimEnd();

    // proc(5), stat: field 19 is the nice value; the name in field 2 may contain blanks.
    static int? NiceOf(int process, int thread) =>
        Read(process, thread, "stat") is { } stat
            ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture)
            : null;

    // Null for a thread that has ended: tests beside this one use the JVM too.
    static string? Read(int process, int thread, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/task/{thread}/{file}");
        }
        catch (IOException)
        {
            return null;
        }
    }
}

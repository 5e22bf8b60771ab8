using System.Globalization;
using Analytics.SparkJobs.Queries;
using Microsoft.Extensions.Logging.Abstractions;

namespace SparkJobs.Tests.Queries;

public sealed class BackgroundPriorityTests(SparkFixture spark)
{
    const int Nice = 7;

    [Fact]
    public void Tasks_and_the_compiler_yield_and_no_others()
    {
        spark.Session.Range(1_000).Repartition(4).Count(); // The query creates the threads.
        var jvm = (int)
            (
                (Microsoft.Spark.Interop.Ipc.JvmObjectReference)Analytics.SparkBinding.Jvm.CallStatic("java.lang.ProcessHandle", "current")!
            ).Invoke<long>("pid");

        var lowered = new BackgroundPriority(jvm, Nice, TimeProvider.System, NullLogger.Instance).Lower();

        var threads = lowered.Select(thread => (Name: NameOf(jvm, thread), Nice: NiceOf(jvm, thread))).ToHashSet();
        Assert.Superset(new HashSet<(string, int)> { ("C2 CompilerThre", 4), ("Executor task l", Nice) }, threads);
        Assert.Empty(
            threads.Except([
                ("C2 CompilerThre", 4),
                ("sessions", 4),
                ("Executor task l", Nice),
                ("lake-archive", Nice),
                ("historical-metr", Nice),
            ])
        );
        Assert.Equal(0, NiceOf(jvm, jvm));
    }

    static string NameOf(int process, int thread) => File.ReadAllText($"/proc/{process}/task/{thread}/comm").TrimEnd();

    // proc(5), stat: field 19 is the nice value; the name in field 2 may contain blanks.
    static int NiceOf(int process, int thread)
    {
        var stat = File.ReadAllText($"/proc/{process}/task/{thread}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }
}

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

        var names = lowered.Select(thread => File.ReadAllText($"/proc/{jvm}/task/{thread}/comm").TrimEnd()).ToHashSet();
        Assert.Superset(new HashSet<string> { "C2 CompilerThre", "Executor task l" }, names);
        Assert.Empty(names.Except(["C2 CompilerThre", "Executor task l", "lake-archive", "historical-metr"]));
        Assert.All(lowered, thread => Assert.Equal(Nice, NiceOf(jvm, thread)));
        Assert.Equal(0, NiceOf(jvm, jvm));
    }

    // proc(5), stat: field 19 is the nice value; the name in field 2 may contain blanks.
    static int NiceOf(int process, int thread)
    {
        var stat = File.ReadAllText($"/proc/{process}/task/{thread}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }
}

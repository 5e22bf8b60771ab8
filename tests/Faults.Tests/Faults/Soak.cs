using Analytics.Local.Figures;
using Analytics.Local.Stack;
using Analytics.Testing.Ledger;

namespace Faults.Tests.Faults;

/// <summary>Samples of a running stack: the memory and the descriptors of its processes, and how far the live query is behind.</summary>
sealed class Soak(LocalStack stack, WarehouseBook warehouse)
{
    readonly List<double> _behind = [];

    public IReadOnlyList<SampledProcess> Processes { get; } =
    [
        new("the collector", stack.Collector.Pid!.Value, SampledProcess.Resident),
        new("the Spark application", stack.SparkJobs.ProgramPid!.Value, SampledProcess.Resident),
        // A JVM keeps the memory that it has once taken, so its live objects and classes are measured.
        new("Spark's JVM", stack.SparkJobs.Pid!.Value, SampledProcess.Live),
    ];

    /// <summary>The median of the time that the live query was behind the newest event, in batches; NaN without samples.</summary>
    public double BatchesBehind => Percentile.Of(_behind, 0.5);

    public async Task SampleAsync(TimeSpan at)
    {
        // Reads the lag first, because the heap query pauses the JVM.
        if (await warehouse.BatchesBehindAsync() is { } behind)
            _behind.Add(behind);
        foreach (var process in Processes)
            process.Sample(at);
    }
}

using Analytics.Benchmarks.Measuring;

namespace Analytics.Benchmarks.Reports;

/// <summary>Formats one window as a line for the console.</summary>
static class RunLine
{
    public static string Of(RunFigures run) =>
        $"age p50 {run.Age.P50:0} p99 {run.Age.P99:0} ms, {run.CommitsPerSecond:0.0} commits/s, batch p50 {run.Batch.P50:0} "
        + $"ms, Spark {Figure.SparkCores.Of(run):0.00} cores, {(run.Wrong is { } wrong ? $"NOT EXACT: {wrong}" : "exact")}";
}

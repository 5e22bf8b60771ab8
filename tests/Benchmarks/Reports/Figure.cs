using Analytics.Benchmarks.Measuring;
using Analytics.Benchmarks.Processes;

namespace Analytics.Benchmarks.Reports;

/// <summary>One row of the table.</summary>
/// <param name="Name">The name with the unit.</param>
/// <param name="Of">Returns the figure of a window; null when the window does not have it.</param>
/// <param name="Digits">The number of digits after the point.</param>
/// <param name="IsCompared">True when its ratio to the first contender is meaningful.</param>
sealed record Figure(string Name, Func<RunFigures, double?> Of, int Digits, bool IsCompared = true)
{
    public static Figure Age { get; } = new("age of the newest event, p50 ms", run => run.Age.P50, 0);

    public static Figure LateAge { get; } = new("age p99 ms", run => run.Age.P99, 0);

    public static Figure Commits { get; } = new("commits /s", run => run.CommitsPerSecond, 2);

    public static Figure Batch { get; } = new("batch p50 ms", run => run.Batch.P50, 1);

    public static Figure LongBatch { get; } = new("batch p90 ms", run => run.Batch.P90, 1);

    /// <summary>The rows of every table, before those of its parts.</summary>
    public static IReadOnlyList<Figure> Main { get; } =
    [
        new("events accepted /s", run => run.Accepted / run.Seconds, 0, IsCompared: false),
        new("events counted /s", run => run.Counted / run.Seconds, 0, IsCompared: false),
        new("events into the lake /s", run => run.Lake / run.Seconds, 0, IsCompared: false),
        Age,
        new("age p90 ms", run => run.Age.P90, 0),
        LateAge,
        new("age max ms", run => run.Age.Max, 0),
        new("age in sessions and dimensions, p50 ms", run => run.Sessions.P50, 0),
        new("age in sessions and dimensions, p99 ms", run => run.Sessions.P99, 0),
        new("age of a commit's oldest event, p50 ms", run => run.OldestAtCommit.P50, 0),
        new("age of a commit's oldest event, p99 ms", run => run.OldestAtCommit.P99, 0),
        Commits,
        Batch,
        LongBatch,
        new("events over the spool, %", run => 100d * run.Spooled / run.Accepted, 2, IsCompared: false),
    ];

    /// <summary>The cores that one part uses.</summary>
    public static Figure CoresOf(string part) => new($"cores: {part}", run => run.Cores.TryGetValue(part, out var cores) ? cores : null, 2);

    /// <summary>The memory of one part, in MiB.</summary>
    public static Figure MemoryOf(string part) =>
        new($"MiB: {part}", run => run.MemoryBytes.TryGetValue(part, out var bytes) ? bytes / Memory.Mebibyte : null, 0);

    public static Figure AllMemory { get; } = new("MiB: sum", run => run.MemoryBytes.Values.Sum() / Memory.Mebibyte, 0);

    public static Figure AllCores { get; } = new("cores: sum", run => run.Cores.Values.Sum(), 2);

    public static Figure Machine { get; } = new("cores: whole machine", run => run.MachineCores, 2, IsCompared: false);

    public static Figure HashRate { get; } = new("before the run: SHA-256 of one thread, MB/s", run => run.HashRate, 0, IsCompared: false);

    /// <summary>The cores that the applications on Spark use.</summary>
    public static Figure SparkCores { get; } =
        new(
            "cores of Spark and the jobs",
            run =>
                run.Cores.Where(part =>
                        part.Key.EndsWith("(JVM)", StringComparison.Ordinal) || part.Key.EndsWith("(.NET)", StringComparison.Ordinal)
                    )
                    .Sum(part => part.Value),
            2
        );

    public string Text(double? value) => value is { } number ? number.ToString($"N{Digits}", null) : "-";

    /// <summary>Returns the median of a contender's windows, with the least and the greatest: <c>71 [68, 80]</c>.</summary>
    public string Text(ContenderResult result) =>
        result.Range(Of) is var (least, greatest)
            ? $"{Text(result.Median(Of))} [{Text(least)}, {Text(greatest)}]"
            : Text(result.Median(Of));

    /// <summary>Returns the same and the ratio of the median to the first contender's: <c>71 [68, 80] (0.60 x)</c>.</summary>
    public string Text(ContenderResult result, ContenderResult first) =>
        IsCompared && result != first && result.Median(Of) is { } number && first.Median(Of) is { } reference && reference > 0
            ? $"{Text(result)} ({number / reference:0.00} x)"
            : Text(result);

    /// <summary>Returns the value and its difference from the step before: <c>71 (-40 %)</c>.</summary>
    public string Step(double? value, double? before) =>
        value is { } number && before is { } reference && reference > 0
            ? $"{Text(value)} ({100 * (number - reference) / reference:+0;-0;0} %)"
            : Text(value);
}

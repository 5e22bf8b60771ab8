namespace Analytics.Benchmarks.CatchUp;

/// <summary>A way of catching up.</summary>
/// <param name="Name">The name on the command line and in the table.</param>
/// <param name="Options">The options of the jobs.</param>
/// <param name="Workers">The Workers of a standalone cluster, of one core each; 0: Spark's local mode.</param>
sealed record CatchUpContender(string Name, IReadOnlyList<string> Options, int Workers = 0)
{
    // Without priorities everything else on the machine slows all contenders alike.
    static readonly string[] _equal = ["--background-nice", "0"];

    /// <summary>Every contender; the first is what the others are compared with.</summary>
    public static IReadOnlyList<CatchUpContender> All { get; } =
    [
        new("one-thread", [.. _equal, "--distributed", "false", "--max-offsets", "50000"]),
        new("default", _equal),
        new("one-worker", _equal, Workers: 1),
        new("two-workers", _equal, Workers: 2),
    ];
}

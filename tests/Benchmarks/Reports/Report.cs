using Analytics.Benchmarks.Contenders;
using Analytics.Benchmarks.Measuring;

namespace Analytics.Benchmarks.Reports;

/// <summary>All that a benchmark found.</summary>
sealed record Report(DateTimeOffset At, Machine Machine, Load Load, IReadOnlyList<ContenderResult> Contenders)
{
    /// <summary>Every contender ran each time, and counted exactly.</summary>
    public bool IsGood =>
        Contenders.All(one => one.Failures.Count == 0 && one.Runs.Count == Load.Runs && one.Runs.All(run => run.Wrong is null));
}

/// <summary>What a contender did.</summary>
sealed record ContenderResult(Contender Contender)
{
    /// <summary>The windows that were measured.</summary>
    public List<RunFigures> Runs { get; init; } = [];

    /// <summary>Why there is no window of a run, a text each.</summary>
    public List<string> Failures { get; init; } = [];

    /// <summary>The median over the windows; null when none shows the figure.</summary>
    public double? Median(Func<RunFigures, double?> figure) => Reports.Median.Of(Runs.Select(figure));
}

using Analytics.Benchmarks.Contenders;
using Analytics.Benchmarks.Measuring;

namespace Analytics.Benchmarks.Reports;

/// <summary>The result of a benchmark.</summary>
sealed record Report(DateTimeOffset At, Machine Machine, Load Load, IReadOnlyList<ContenderResult> Contenders)
{
    /// <summary>True when every contender ran each time and counted exactly.</summary>
    public bool IsGood =>
        Contenders.All(one => one.Failures.Count == 0 && one.Runs.Count == Load.Runs && one.Runs.All(run => run.Wrong is null));
}

/// <summary>The result of one contender.</summary>
sealed record ContenderResult(Contender Contender)
{
    /// <summary>The measured windows.</summary>
    public List<RunFigures> Runs { get; init; } = [];

    /// <summary>The reasons for missing windows, one text each.</summary>
    public List<string> Failures { get; init; } = [];

    /// <summary>Returns the median over the windows; null when no window has the figure.</summary>
    public double? Median(Func<RunFigures, double?> figure) => Reports.Median.Of(Runs.Select(figure));

    /// <summary>Returns the least and the greatest value; null when fewer than two windows have the figure.</summary>
    public (double Least, double Greatest)? Range(Func<RunFigures, double?> figure) =>
        Runs.Select(figure).OfType<double>().ToArray() is { Length: > 1 } values ? (values.Min(), values.Max()) : null;
}

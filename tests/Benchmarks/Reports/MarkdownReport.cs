using System.Text;

namespace Analytics.Benchmarks.Reports;

/// <summary>Writes a report as a page of tables.</summary>
static class MarkdownReport
{
    static readonly Figure[] _stepFigures = [Figure.Age, Figure.LateAge, Figure.Commits, Figure.Batch, Figure.LongBatch, Figure.SparkCores];

    // The phases of a batch in Spark's order.
    static readonly string[] _phaseOrder =
    [
        "latestOffset",
        "walCommit",
        "getBatch",
        "queryPlanning",
        "addBatch",
        "commitOffsets",
        "triggerExecution",
    ];

    public static string Of(Report report)
    {
        var page = new StringBuilder();
        var load = report.Load;
        page.AppendLine(
            $"{load.Rate:N0} events/s through HTTP, {load.Visitors:N0} visitors at once, {load.Partitions} partitions, "
                + $"{load.Window.TotalSeconds:0} s measured "
                + $"after {load.Warm.TotalSeconds:0} s of warm-up,"
                + $" {(load.Runs == 1 ? "one run" : $"medians of {load.Runs} runs [least, greatest]")}, {report.At:yyyy-MM-dd HH:mm} UTC."
        );
        page.AppendLine(report.Machine.ToString()).AppendLine();
        page.Append(SideBySide(report));
        page.Append(Steps(report));
        page.Append(Phases(report));
        page.Append(Legend(report));
        return page.ToString();
    }

    static string SideBySide(Report report)
    {
        var parts = report.Contenders.SelectMany(one => one.Runs).SelectMany(run => run.Cores.Keys).Distinct().ToList();
        var figures = Figure
            .Main.Concat(parts.Select(Figure.CoresOf))
            .Append(Figure.AllCores)
            .Append(Figure.Machine)
            .Concat(parts.Select(Figure.MemoryOf))
            .Append(Figure.AllMemory)
            .Append(Figure.HashRate);
        var first = report.Contenders[0];
        return MarkdownTable.Of(
            ["", .. report.Contenders.Select(one => one.Contender.Name)],
            figures
                .Select(figure => (string[])[figure.Name, .. report.Contenders.Select(one => figure.Text(one, first))])
                .Append(["every event counted once", .. report.Contenders.Select(Verdict)])
        );
    }

    static string Steps(Report report)
    {
        var byName = report.Contenders.ToDictionary(one => one.Contender.Name);
        var steps = report.Contenders.Where(one => one.Contender.Before is { } before && byName.ContainsKey(before)).ToList();
        if (steps.Count == 0)
            return "";
        var start = byName[steps[0].Contender.Before!];
        return "Each step against the one before:"
            + Environment.NewLine
            + Environment.NewLine
            + MarkdownTable.Of(
                ["step", "what changes", .. _stepFigures.Select(figure => figure.Name)],
                steps
                    .Prepend(start)
                    .Select(one =>
                        (string[])
                            [
                                one.Contender.Name,
                                one.Contender.What,
                                .. _stepFigures.Select(figure =>
                                    figure.Step(
                                        one.Median(figure.Of),
                                        one == start ? null : byName[one.Contender.Before!].Median(figure.Of)
                                    )
                                ),
                            ]
                    )
            );
    }

    static string Phases(Report report)
    {
        var ran = report.Contenders.Where(one => one.Runs.Count > 0).ToList();
        return ran.Count == 0
            ? ""
            : "Where a batch's time goes, mean ms of Spark's phases:"
                + Environment.NewLine
                + Environment.NewLine
                + MarkdownTable.Of(
                    ["", .. ran.Select(one => one.Contender.Name)],
                    _phaseOrder
                        .Select(phase => new Figure(phase, run => run.Phases.TryGetValue(phase, out var mean) ? mean : null, 1))
                        .Select(figure => (string[])[figure.Name, .. ran.Select(one => figure.Text(one.Median(figure.Of)))])
                );
    }

    static string Legend(Report report)
    {
        var text = new StringBuilder();
        foreach (var one in report.Contenders)
        {
            text.AppendLine($"- `{one.Contender.Name}`: {one.Contender.What}.");
            foreach (var failure in one.Failures)
            {
                text.AppendLine(
                    $"  - **failed**: {failure.ReplaceLineEndings(" ")[..Math.Min(failure.ReplaceLineEndings(" ").Length, 300)]}"
                );
            }
            foreach (var wrong in one.Runs.Select(run => run.Wrong).OfType<string>())
                text.AppendLine($"  - **not exact**: {wrong}");
        }

        return text.ToString();
    }

    static string Verdict(ContenderResult one) =>
        one switch
        {
            { Runs.Count: 0, Failures.Count: 0 } => "not run",
            { Failures.Count: > 0 } => "**failed**",
            _ when one.Runs.Any(run => run.Wrong is not null) => "**no**",
            _ => "yes",
        };
}

using System.Text.Json.Serialization;
using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.CatchUp;

/// <summary>The figures of one run.</summary>
/// <param name="Rate">Events per second, once the JVM is warm.</param>
/// <param name="Seconds">From the start of the process to the last event that waited.</param>
/// <param name="CpuSeconds">CPU seconds per million events, of each part.</param>
/// <param name="MachineCores">The cores of the whole machine in use.</param>
sealed record CatchUpFigures(
    string Contender,
    string Query,
    double Rate,
    double Seconds,
    IReadOnlyDictionary<string, double> CpuSeconds,
    double MachineCores
)
{
    /// <summary>The events in the warehouse.</summary>
    public long Counted { get; init; }

    /// <summary>The events in the topic at the end.</summary>
    public long Events { get; init; }

    public override string ToString() =>
        $"{Query}, {Contender}: {Rate:N0} events/s, {Seconds:0} s, counted {Counted:N0} of {Events:N0}; CPU s per million events: "
        + string.Join(", ", CpuSeconds.Select(part => $"{part.Key} {part.Value:0.0}"));
}

/// <summary>The results of the benchmark.</summary>
sealed record CatchUpReport(DateTimeOffset At, Machine Machine, Backlog Backlog, IReadOnlyList<CatchUpFigures> Runs)
{
    public string ToMarkdown() =>
        $"{Backlog.Events:N0} events in {Backlog.Partitions} partitions, {Backlog.Live:N0} events/s meanwhile, medians of "
        + $"{Runs.Count / Groups.Count()} runs, "
        + $"{At:yyyy-MM-dd HH:mm} UTC.{Environment.NewLine}{Machine}{Environment.NewLine}{Environment.NewLine}"
        + MarkdownTable.Of(
            [
                "query, contender",
                "events /s",
                "s from the start to the last waiting event",
                "CPU s of the jobs per million events",
                "of the Workers",
                "of PostgreSQL",
                "of Kafka",
                "cores: whole machine",
                "counted exactly",
            ],
            Groups.Select(runs =>
                new[]
                {
                    $"{runs.Key.Query}, {runs.Key.Contender}",
                    $"{Of(runs, run => run.Rate):N0}{Ratio(runs)}",
                    $"{Of(runs, run => run.Seconds):0.0}",
                    Cpu(runs, "jobs"),
                    Cpu(runs, "workers"),
                    Cpu(runs, "postgres"),
                    Cpu(runs, "kafka"),
                    $"{Of(runs, run => run.MachineCores):0.00}",
                    runs.All(run => run.Counted == run.Events) ? "yes" : "NO",
                }
            )
        );

    IEnumerable<IGrouping<(string Query, string Contender), CatchUpFigures>> Groups => Runs.GroupBy(run => (run.Query, run.Contender));

    string Ratio(IGrouping<(string Query, string Contender), CatchUpFigures> runs) =>
        Groups.First(first => first.Key.Query == runs.Key.Query) is var first && first.Key == runs.Key
            ? ""
            : $" ({Of(runs, run => run.Rate) / Of(first, run => run.Rate):0.00} x)";

    static double Of(IEnumerable<CatchUpFigures> runs, Func<CatchUpFigures, double> figure) =>
        Median.Of(runs.Select(run => (double?)figure(run)))!.Value;

    static string Cpu(IEnumerable<CatchUpFigures> runs, string part) =>
        runs.All(run => run.CpuSeconds.ContainsKey(part)) ? $"{Of(runs, run => run.CpuSeconds[part]):0.0}" : "-";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(CatchUpReport))]
sealed partial class CatchUpReportJson : JsonSerializerContext;

using System.Text;
using System.Text.Json.Serialization;
using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.Ingest.Neighbors;

/// <summary>The result of the benchmark of two keys.</summary>
/// <param name="Rate">Requests a second of the quiet key, one event each.</param>
sealed record NeighborsReport(
    DateTimeOffset At,
    Machine Machine,
    double Seconds,
    int Runs,
    double Rate,
    int NoisyEvents,
    IReadOnlyList<NeighborResult> Results
)
{
    /// <summary>True when each request of the quiet key was answered 200 or 202.</summary>
    public bool IsGood => Results.All(result => result.Runs.Count == Runs && result.Runs.All(run => run.Quiet.Failed == 0));

    /// <summary>Returns the table; ratios are to the first column.</summary>
    public string Markdown()
    {
        List<(string Name, Func<NeighborRun, double?> Of, int Digits)> rows =
        [
            ("p50 ms", run => run.Quiet.P50, 2),
            ("p99 ms", run => run.Quiet.P99, 2),
            ("max ms", run => run.Quiet.Max, 1),
            ("answered otherwise than 200 or 202", run => run.Quiet.Failed, 0),
            ("events /s accepted of the other key", run => run.Noisy?.Answered * NoisyEvents / run.Noisy?.Seconds, 0),
            ("requests /s refused of the other key", run => run.Noisy?.Failed / run.Noisy?.Seconds, 0),
            .. Results[0].Runs[0].Cores.Keys.Select(name => ($"cores: {name}", (Func<NeighborRun, double?>)(run => run.Cores[name]), 2)),
        ];
        var table = MarkdownTable.Of(
            [$"{Rate:N0} requests/s of a quiet key", .. Results.Select(result => result.Neighbor)],
            rows.Select(row => (string[])[row.Name, .. Results.Select(result => Cell(result, row.Of, row.Digits))])
        );
        return new StringBuilder()
            .AppendLine(
                $"Windows of {Seconds:0.#} s, {(Runs == 1 ? "one run" : $"medians of {Runs} runs")}, {At:yyyy-MM-dd HH:mm} UTC. "
                    + "The ratio is to the quiet key alone."
            )
            .AppendLine(Machine.ToString())
            .AppendLine()
            .Append(table)
            .ToString();
    }

    string Cell(NeighborResult result, Func<NeighborRun, double?> of, int digits)
    {
        var alone = result == Results[0] ? null : Median.Of(Results[0].Runs.Select(of));
        return MarkdownTable.Cell(Median.Of(result.Runs.Select(of)), alone, digits);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(NeighborsReport))]
sealed partial class NeighborsJson : JsonSerializerContext;

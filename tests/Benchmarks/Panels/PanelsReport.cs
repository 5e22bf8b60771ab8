using System.Text.Json.Serialization;
using Analytics.Benchmarks.Reports;
using Analytics.Local.Figures;

namespace Analytics.Benchmarks.Panels;

/// <summary>The results of the benchmark of panels.</summary>
/// <param name="Rows">What the warehouse holds, as a beginning of a sentence.</param>
sealed record PanelsReport(DateTimeOffset At, Machine Machine, string Rows, IReadOnlyList<PanelTime> Times)
{
    public string ToMarkdown() =>
        $"{Rows}; processor time of one core, {At:yyyy-MM-dd HH:mm} UTC.{Environment.NewLine}"
        + $"{Machine}{Environment.NewLine}{Environment.NewLine}"
        + MarkdownTable.Of(
            ["range, filter", "panels", "p50 ms", "p95 ms", "limit ms", "elapsed p95 ms", "the slowest"],
            Times
                .GroupBy(time => time.Pick)
                .Select(pick =>
                {
                    var slowest = pick.OrderByDescending(time => time.CpuMs).Take(3);
                    return new[]
                    {
                        pick.Key,
                        $"{pick.Count()}",
                        $"{Percentile.Of(pick.Select(time => time.CpuMs), 0.5):N0}",
                        $"{Percentile.Of(pick.Select(time => time.CpuMs), 0.95):N0}",
                        $"{PanelPick.All.Single(one => one.Name == pick.Key).MostMs:N0}",
                        $"{Percentile.Of(pick.Select(time => time.Ms), 0.95):N0}",
                        string.Join("; ", slowest.Select(time => $"{time.Panel} {time.CpuMs:N0}")),
                    };
                })
        );
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(PanelsReport))]
sealed partial class PanelsReportJson : JsonSerializerContext;

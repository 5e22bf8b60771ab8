using System.Text.Json.Serialization;
using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.Ingest;

/// <summary>The result of the collector benchmark.</summary>
/// <param name="Missing">The servers that could not take part, with the reason.</param>
sealed record IngestReport(
    DateTimeOffset At,
    Machine Machine,
    double Seconds,
    int Runs,
    IReadOnlyList<IngestLoad> Loads,
    IReadOnlyList<IngestResult> Results,
    IReadOnlyList<string> Missing
)
{
    /// <summary>True when no request to the collector failed.</summary>
    public bool IsGood =>
        Results.All(result => result.Most.Concat(result.Half).All(run => run.Sent.Failed == 0) && result.Half.Count == Runs);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(IngestReport))]
sealed partial class IngestJson : JsonSerializerContext;

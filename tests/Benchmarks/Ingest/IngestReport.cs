using System.Text.Json.Serialization;
using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.Ingest;

/// <summary>All that the collector benchmark found.</summary>
/// <param name="Missing">What could not take part, and why.</param>
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
    /// <summary>No request of the collector's failed.</summary>
    public bool IsGood =>
        Results.All(result => result.Most.Concat(result.Half).All(run => run.Sent.Failed == 0) && result.Half.Count == Runs);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(IngestReport))]
sealed partial class IngestJson : JsonSerializerContext;

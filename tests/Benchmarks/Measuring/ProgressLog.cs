using System.Text.Json;

namespace Analytics.Benchmarks.Measuring;

/// <summary>One batch, by Spark's own account.</summary>
/// <param name="At">When its trigger began.</param>
/// <param name="Phases">Milliseconds of each phase; <c>triggerExecution</c> is the whole.</param>
sealed record BatchProgress(string Query, DateTimeOffset At, IReadOnlyDictionary<string, double> Phases)
{
    /// <summary>Triggers that found nothing new have no such phase.</summary>
    public bool HasRun => Phases.ContainsKey("addBatch");

    /// <summary>The whole batch, in milliseconds.</summary>
    public double Total => Phases["triggerExecution"];

    public DateTimeOffset EndedAt => At.AddMilliseconds(Total);
}

/// <summary>Reads what Spark logs after each batch.</summary>
static class ProgressLog
{
    const string Mark = "Streaming query made progress: ";

    /// <summary>Batches of a query that ended in [from, to).</summary>
    public static IReadOnlyList<BatchProgress> Read(string path, string query, DateTimeOffset from, DateTimeOffset to) =>
        [
            .. Parse(File.ReadAllText(path))
                .Where(batch => batch.Query == query && batch.HasRun && batch.EndedAt >= from && batch.EndedAt < to),
        ];

    public static IEnumerable<BatchProgress> Parse(string log)
    {
        foreach (var text in log.Split(Mark, StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            yield return new(
                root.GetProperty("name").GetString()!,
                root.GetProperty("timestamp").GetDateTimeOffset(),
                root.GetProperty("durationMs").EnumerateObject().ToDictionary(phase => phase.Name, phase => phase.Value.GetDouble())
            );
        }
    }
}

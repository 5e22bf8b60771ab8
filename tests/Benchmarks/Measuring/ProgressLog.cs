using System.Text.Json;

namespace Analytics.Benchmarks.Measuring;

/// <summary>One batch, as Spark reports it.</summary>
/// <param name="At">The start of its trigger.</param>
/// <param name="Phases">The milliseconds of each phase; <c>triggerExecution</c> is the whole batch.</param>
sealed record BatchProgress(string Query, DateTimeOffset At, IReadOnlyDictionary<string, double> Phases)
{
    /// <summary>True when the trigger found new data; a trigger without new data has no such phase.</summary>
    public bool HasRun => Phases.ContainsKey("addBatch");

    /// <summary>The duration of the whole batch, in milliseconds.</summary>
    public double Total => Phases["triggerExecution"];

    public DateTimeOffset EndedAt => At.AddMilliseconds(Total);
}

/// <summary>Reads the progress that Spark logs after each batch.</summary>
static class ProgressLog
{
    const string Mark = "Streaming query made progress: ";

    /// <summary>Returns the batches of a query that ended in [from, to).</summary>
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

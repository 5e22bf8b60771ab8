using System.Text.Json;

namespace Microsoft.Spark.Sql.Streaming;

/// <summary>An event for a listener. Not in Microsoft.Spark.</summary>
/// <param name="Id">The query's id, the same for each run from one checkpoint.</param>
/// <param name="RunId">The run's id.</param>
/// <param name="Json">Spark's JSON: the progress itself for a progress event, else the whole event.</param>
/// <param name="Exception">The failure that ended the query, else null.</param>
public sealed record StreamingQueryEvent(string Id, string RunId, string Json, string? Exception)
{
    internal static StreamingQueryEvent Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var told = document.RootElement.TryGetProperty("progress", out var progress) ? progress : document.RootElement;
        return new StreamingQueryEvent(
            told.GetProperty("id").GetString()!,
            told.GetProperty("runId").GetString()!,
            told.GetRawText(),
            told.TryGetProperty("exception", out var failure) ? failure.GetString() : null
        );
    }
}

using System.Text.Json;

namespace Analytics.Local.Traffic;

/// <summary>What the collector answered to one request.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Accepted">Stored, by this request or, for its duplicates, by an earlier one.</param>
/// <param name="Rest">The status of each event that is not plainly ok, by its place in the request.</param>
sealed record TrafficAnswer(int Status, int Accepted, int Rejected, IReadOnlyDictionary<int, string> Rest)
{
    static readonly Dictionary<int, string> _empty = [];

    /// <summary>The connection failed or took too long: what became of the events is not known.</summary>
    public static TrafficAnswer None { get; } = new(0, 0, 0, _empty);

    /// <summary>Answers that do not speak of events (a 503 of a proxy) accept none.</summary>
    public static TrafficAnswer Read(int status, byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (!json.RootElement.TryGetProperty("accepted", out var accepted))
                return new(status, 0, 0, _empty);
            var rest = json
                .RootElement.GetProperty("results")
                .EnumerateArray()
                .ToDictionary(result => result.GetProperty("index").GetInt32(), result => result.GetProperty("status").GetString()!);
            return new(
                status,
                accepted.GetInt32() + json.RootElement.GetProperty("duplicate").GetInt32(),
                json.RootElement.GetProperty("rejected").GetInt32(),
                rest
            );
        }
        catch (JsonException)
        {
            return new(status, 0, 0, _empty);
        }
    }

    /// <summary>True when a client sends the same again: nobody answered, or nothing could be stored.</summary>
    public bool IsToRetry => Status is 0 or 429 or >= 500;

    /// <summary>ok, warning, duplicate, rejected or retry; unknown where the answer does not say.</summary>
    public string Of(int index) =>
        Rest.TryGetValue(index, out var said) ? said
        : Accepted > 0 ? "ok"
        : "unknown";
}

using System.Text.Json;

namespace Analytics.Local.Traffic;

/// <summary>The collector's answer to one request.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Accepted">The number of events stored by this request or, for duplicates, by an earlier one.</param>
/// <param name="Rest">The status of each event that is not ok, by its index in the request.</param>
sealed record TrafficAnswer(int Status, int Accepted, int Rejected, IReadOnlyDictionary<int, string> Rest)
{
    static readonly Dictionary<int, string> _empty = [];

    /// <summary>The answer when the connection failed or took too long; it is unknown whether the events were stored.</summary>
    public static TrafficAnswer None { get; } = new(0, 0, 0, _empty);

    /// <summary>Reads an answer; one without events (a 503 of a proxy) or of another shape accepts none.</summary>
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
        catch (Exception error)
            when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            return new(status, 0, 0, _empty);
        }
    }

    /// <summary>True when a client sends the request again: there was no answer, or nothing could be stored.</summary>
    public bool IsToRetry => Status is 0 or 429 or >= 500;

    /// <summary>Returns ok, warning, duplicate, rejected or retry; unknown when the answer has no status.</summary>
    public string Of(int index) =>
        Rest.TryGetValue(index, out var said) ? said
        : Accepted > 0 ? "ok"
        : "unknown";
}

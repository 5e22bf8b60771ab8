using System.Text.Json.Serialization;

namespace Analytics.Benchmarks.Ingest.Sending;

/// <summary>What the sending process is told, a line of JSON each.</summary>
/// <param name="Rate">Requests a second, on a schedule that does not wait for answers; 0: each connection sends as soon as it is
/// answered.</param>
sealed record SendOrder(string Host, int Port, string Key, int Events, bool Gzip, int Connections, double Rate, double Seconds);

/// <summary>What became of it.</summary>
/// <param name="Answered">Requests that were answered 200 or 202.</param>
/// <param name="Failed">Requests answered otherwise, or not at all.</param>
/// <param name="Missed">Requests that were due, and whose connection was still waiting for an answer at the end.</param>
/// <param name="BodyBytes">The mean length of a body as sent.</param>
/// <param name="P50">From when a request was due until it was answered, in milliseconds.</param>
sealed record SendResult(
    double Seconds,
    long Answered,
    long Failed,
    long Missed,
    double BodyBytes,
    double P50,
    double P90,
    double P99,
    double Max,
    string? Failure
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SendOrder))]
[JsonSerializable(typeof(SendResult))]
sealed partial class SendJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Analytics.Benchmarks.Ingest.Sending;

/// <summary>An order to the sending process, as one line of JSON.</summary>
/// <param name="Rate">Requests a second, on a schedule that does not wait for answers; 0: each connection sends as soon as it is
/// answered.</param>
sealed record SendOrder(string Host, int Port, string Key, int Events, bool Gzip, int Connections, double Rate, double Seconds);

/// <summary>The result of an order.</summary>
/// <param name="Answered">The number of requests answered 200 or 202.</param>
/// <param name="Failed">The number of requests with another answer or none.</param>
/// <param name="Missed">The number of due requests whose connection still waited for an answer at the end.</param>
/// <param name="BodyBytes">The mean length of a sent body.</param>
/// <param name="P50">The median time from when a request was due to its answer, in milliseconds.</param>
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

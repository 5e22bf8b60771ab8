using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analytics.BatchJobs.Runs;
using Analytics.Contracts;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Sinks;

/// <summary>
/// Sends replayed events to a collector, with an operator key. It waits and tries again while the collector cannot take them.
/// </summary>
sealed class CollectorClient(HttpClient http, string key, TimeProvider clock, Action<string> say)
{
    const string ReplayInvalid = "replay_invalid";
    const int MostEvents = 500;
    const int MostBytes = 1024 * 1024;
    const int Tries = 8;
    static readonly TimeSpan _firstWait = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Makes sure that the collector takes the key as an operator's: events of another key would be kept as rejected ones.
    /// </summary>
    /// <exception cref="JobException">It does not, or it does not answer.</exception>
    public async Task CheckKeyAsync(CancellationToken stopping)
    {
        var (status, answer) = await PostAsync("v1/validate", "[{}]"u8.ToArray(), stopping);
        if (Code(answer) == ReplayInvalid)
            return;

        throw status is 401 or 403 || answer?["results"] is not null
            ? new JobException(
                ExitCodes.NotAllowed,
                $"{http.BaseAddress} does not accept the key as an operator key ({status} {Code(answer)})."
            )
            : Unexpected(status, answer);
    }

    /// <summary>Returns what the collector would answer; it stores nothing.</summary>
    public Task<IReadOnlyList<CollectorResult>> ValidateAsync(IReadOnlyList<ReplayedEvent> events, CancellationToken stopping) =>
        InPartsAsync("v1/validate?results=all", events, stopping);

    /// <summary>Stores the events, accepted and rejected ones.</summary>
    public Task<IReadOnlyList<CollectorResult>> SendAsync(IReadOnlyList<ReplayedEvent> events, CancellationToken stopping) =>
        InPartsAsync("v1/events?results=all", events, stopping);

    async Task<IReadOnlyList<CollectorResult>> InPartsAsync(string path, IReadOnlyList<ReplayedEvent> events, CancellationToken stopping)
    {
        var results = new List<CollectorResult>(events.Count);
        var bytes = events.Select(one => JsonSerializer.SerializeToUtf8Bytes(one, ContractsJson.Default.ReplayedEvent)).ToList();
        for (var from = 0; from < bytes.Count; )
        {
            var (to, length) = (from, 0);
            while (to < bytes.Count && to - from < MostEvents && (to == from || length + bytes[to].Length < MostBytes))
                length += bytes[to++].Length;

            results.AddRange(await PartAsync(path, bytes[from..to], stopping));
            from = to;
        }

        return results;
    }

    async Task<IReadOnlyList<CollectorResult>> PartAsync(string path, List<byte[]> events, CancellationToken stopping)
    {
        var (status, answer) = await PostAsync(path, Body(events), stopping);
        if (answer?["results"] is JsonArray results && results.Count == events.Count)
            return [.. results.Select(Result)];

        if (status != (int)HttpStatusCode.RequestEntityTooLarge && Code(answer) != ReplayInvalid)
            throw Unexpected(status, answer);

        // Smaller limits than the default, or an event that is too large even to be kept as rejected, or a row that no collector wrote.
        if (events.Count == 1)
            return [new CollectorResult(null, Code(answer))];

        var half = events.Count / 2;
        return [.. await PartAsync(path, events[..half], stopping), .. await PartAsync(path, events[half..], stopping)];
    }

    /// <summary>Posts until the answer has the outcome of each event.</summary>
    async Task<(int Status, JsonNode? Answer)> PostAsync(string path, byte[] body, CancellationToken stopping)
    {
        var wait = new BackOff(_firstWait, _longestWait);
        for (var attempt = 1; ; attempt++)
        {
            string trouble;
            TimeSpan? named = null;
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                using var response = await http.SendAsync(request, stopping);
                if ((int)response.StatusCode is not (408 or 429 or >= 500))
                    return ((int)response.StatusCode, Json(await response.Content.ReadAsByteArrayAsync(stopping)));

                named = response.Headers.RetryAfter?.Delta;
                trouble =
                    $"answers {(int)response.StatusCode} {Code(Json(await response.Content.ReadAsByteArrayAsync(stopping)))}".TrimEnd();
            }
            catch (HttpRequestException error)
            {
                trouble = $"does not answer: {error.Message}";
            }
            catch (TaskCanceledException) when (!stopping.IsCancellationRequested)
            {
                trouble = "does not answer in time";
            }

            if (attempt == Tries)
                throw new JobException(ExitCodes.Unavailable, $"{http.BaseAddress} {trouble}. The next run continues here.");

            var delay = wait.Next();
            delay = named > delay ? named.Value : delay;
            say($"the collector {trouble}; again in {delay.TotalSeconds:0.#} s");
            await Task.Delay(delay, clock, stopping);
        }
    }

    static byte[] Body(List<byte[]> events)
    {
        var body = new ArrayBufferWriter<byte>();
        body.Write("["u8);
        for (var at = 0; at < events.Count; at++)
        {
            if (at > 0)
                body.Write(","u8);

            body.Write(events[at]);
        }

        body.Write("]"u8);
        return body.WrittenSpan.ToArray();
    }

    static CollectorResult Result(JsonNode? result) =>
        (string?)result!["status"] switch
        {
            "rejected" or "dropped" => new(null, (string?)result["code"], (string?)result["field"]),
            var status => new((string?)result["messageId"], null, IsDuplicate: status == "duplicate"),
        };

    // Not by the charset of the answer, which may be a proxy's and unknown to .NET.
    static JsonNode? Json(byte[] text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string Code(JsonNode? answer) => answer is JsonObject problem ? (string?)problem["code"] ?? "" : "";

    JobException Unexpected(int status, JsonNode? answer) =>
        new(ExitCodes.Failed, $"{http.BaseAddress} answers {status} {Code(answer)} {(string?)(answer as JsonObject)?["detail"]}".TrimEnd());
}

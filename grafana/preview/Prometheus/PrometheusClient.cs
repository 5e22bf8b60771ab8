using System.Globalization;
using System.Net;
using System.Text.Json;
using Analytics.DashboardPreview.Frames;
using Analytics.DashboardPreview.Settings;

namespace Analytics.DashboardPreview.Prometheus;

/// <summary>Queries Prometheus' HTTP API.</summary>
sealed class PrometheusClient(PreviewOptions options) : IDisposable
{
    readonly HttpClient _http = new() { BaseAddress = options.Prometheus, Timeout = options.StatementTimeout };

    /// <summary>Returns the value of each series at every step of the range, the ends rounded down to a step as Grafana does.</summary>
    /// <returns>The API's <c>data.result</c>.</returns>
    /// <exception cref="PanelException">No Prometheus is set, it does not answer, or it refuses the query.</exception>
    public Task<JsonElement> RangeAsync(string promQl, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken stop) =>
        AskAsync(
            "api/v1/query_range",
            [
                new("query", promQl),
                new("start", Seconds(Floor(from, step))),
                new("end", Seconds(Floor(to, step))),
                new("step", step.TotalSeconds.ToString(CultureInfo.InvariantCulture)),
            ],
            stop
        );

    /// <summary>Returns the value of each series at one time.</summary>
    /// <inheritdoc cref="RangeAsync"/>
    public Task<JsonElement> InstantAsync(string promQl, DateTimeOffset at, CancellationToken stop) =>
        AskAsync("api/v1/query", [new("query", promQl), new("time", Seconds(at))], stop);

    public void Dispose() => _http.Dispose();

    async Task<JsonElement> AskAsync(string path, KeyValuePair<string, string>[] query, CancellationToken stop)
    {
        if (options.Prometheus is null)
            throw new PanelException("needs Prometheus (set --prometheus)");
        try
        {
            using FormUrlEncodedContent form = new(query);
            using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), form, stop);
            // A refused query has JSON with the reason; any other failure has not.
            if (!answer.IsSuccessStatusCode && answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity))
                throw new PanelException($"Prometheus answers {(int)answer.StatusCode}");
            await using var body = await answer.Content.ReadAsStreamAsync(stop);
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: stop);
            return json.RootElement.GetProperty("status").GetString() == "success"
                ? json.RootElement.GetProperty("data").GetProperty("result").Clone()
                : throw new PanelException($"Prometheus: {json.RootElement.GetProperty("error").GetString()}");
        }
        catch (HttpRequestException away)
        {
            throw new PanelException($"Prometheus does not answer: {away.Message}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new PanelException($"Prometheus does not answer within {options.StatementTimeout.TotalSeconds:0.#} s");
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new PanelException("what answers at --prometheus is no Prometheus");
        }
    }

    static DateTimeOffset Floor(DateTimeOffset at, TimeSpan step) => new(at.UtcTicks - at.UtcTicks % step.Ticks, TimeSpan.Zero);

    static string Seconds(DateTimeOffset at) => (at.ToUnixTimeMilliseconds() / 1000.0).ToString(CultureInfo.InvariantCulture);
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Analytics.Local.Grafana;

/// <summary>Requests to Grafana's HTTP API. No message holds a header or an answer: both may be secret.</summary>
sealed class GrafanaApi(Uri url, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    // A redirect is not followed: the password is for this address.
    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        BaseAddress = url,
        Timeout = TimeSpan.FromSeconds(10),
    };

    public static AuthenticationHeaderValue Admin(string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{password}")));

    public static AuthenticationHeaderValue Bearer(string token) => new("Bearer", token);

    /// <summary>Waits until Grafana says that it is healthy.</summary>
    /// <returns>Why it does not, at the end of the wait; null once it is.</returns>
    public async Task<string?> WaitAsync(TimeSpan wait, CancellationToken stopping)
    {
        for (var began = clock.GetTimestamp(); ; await Task.Delay(_pause, clock, stopping))
        {
            var reason = await UnhealthyReasonAsync(stopping);
            if (reason is null || clock.GetElapsedTime(began) >= wait)
                return reason;
        }
    }

    /// <summary>Returns the status of an answer without reading more of it.</summary>
    /// <exception cref="GrafanaException">There was no answer.</exception>
    public async Task<HttpStatusCode> StatusAsync(string path, AuthenticationHeaderValue who, CancellationToken stopping)
    {
        using var answer = await AnswerAsync(HttpMethod.Get, path, who, null, stopping);
        return answer.StatusCode;
    }

    /// <summary>Returns the JSON of a successful answer.</summary>
    /// <exception cref="GrafanaException">There was no answer, or another one.</exception>
    public async Task<JsonNode> AskAsync(
        HttpMethod method,
        string path,
        AuthenticationHeaderValue who,
        JsonObject? body,
        CancellationToken stopping
    )
    {
        using var answer = await AnswerAsync(method, path, who, body, stopping);
        if (!answer.IsSuccessStatusCode)
            throw new GrafanaException($"Grafana answers {(int)answer.StatusCode} to {method} {path}", answer.StatusCode);

        try
        {
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(stopping)) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new GrafanaException($"The answer to {method} {path} is no JSON: is {url} Grafana?", answer.StatusCode);
        }
    }

    public void Dispose() => _http.Dispose();

    async Task<string?> UnhealthyReasonAsync(CancellationToken stopping)
    {
        try
        {
            using var answer = await _http.GetAsync("api/health", stopping);
            return answer.StatusCode == HttpStatusCode.OK ? null : $"it answers {(int)answer.StatusCode}";
        }
        catch (Exception away) when (IsAway(away, stopping))
        {
            return away.GetBaseException().Message;
        }
    }

    async Task<HttpResponseMessage> AnswerAsync(
        HttpMethod method,
        string path,
        AuthenticationHeaderValue who,
        JsonObject? body,
        CancellationToken stopping
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = who;
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, MediaTypeNames.Application.Json);

        try
        {
            return await _http.SendAsync(request, stopping);
        }
        catch (Exception away) when (IsAway(away, stopping))
        {
            throw new GrafanaException($"Grafana does not answer {method} {path}: {away.GetBaseException().Message}", null);
        }
    }

    static bool IsAway(Exception error, CancellationToken stopping) =>
        error is HttpRequestException or OperationCanceledException && !stopping.IsCancellationRequested;
}

/// <summary>Thrown when Grafana does not do what it was asked for.</summary>
/// <param name="status">The status of its answer; null when there was none.</param>
sealed class GrafanaException(string message, HttpStatusCode? status) : Exception(message)
{
    public HttpStatusCode? Status { get; } = status;
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Analytics.BatchJobs.Settings;
using Polly;
using Polly.Timeout;

namespace Analytics.BatchJobs.Grafana;

/// <summary>Pushes figures and annotations to Grafana. It reports failures as results: none is a failure of the job.</summary>
sealed class GrafanaClient : IDisposable
{
    /// <summary>The stream of all channels: <c>stream/analytics/MEASUREMENT</c>.</summary>
    public const string Stream = "analytics";

    const string LiveRight = "live:push (role Editor)";
    const string FindRight = "annotations:read (role Viewer)";
    const string AnnotateRight = "annotations:create (role Editor)";

    readonly HttpClient _http;
    readonly GrafanaSettings _settings;
    readonly ResiliencePipeline<PushResult> _retries;

    public GrafanaClient(GrafanaSettings settings, TimeProvider clock)
    {
        // A redirect is not followed: the token is for this address.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        _http = new HttpClient(handler) { BaseAddress = settings.Url, MaxResponseContentBufferSize = 1 << 20 };
        _settings = settings;
        _retries = Retries.Create(clock);
    }

    /// <summary>Sends all lines in one request; each measurement's newest line is what a panel shows first.</summary>
    /// <param name="lines">Lines of <see cref="LineProtocol"/>.</param>
    public Task<PushResult> PushLiveAsync(IEnumerable<string> lines, CancellationToken stopping)
    {
        var body = string.Join('\n', lines);
        return TryAsync(
            async token =>
            {
                using var content = new StringContent(body, Encoding.UTF8, MediaTypeNames.Text.Plain);
                using var answer = await SendAsync(HttpMethod.Post, $"api/live/push/{Stream}?gf_live_frame_format=wide", content, token);
                return await ResultAsync(answer, LiveRight, token);
            },
            stopping
        );
    }

    /// <summary>
    /// Makes the annotation of a run, if there is none: each try looks it up first, since a request without an answer may have made it.
    /// </summary>
    /// <param name="json">The body of <see cref="Annotation.ToJson"/>.</param>
    public Task<PushResult> AnnotateAsync(string runId, string json, CancellationToken stopping) =>
        TryAsync(
            async token =>
            {
                var tag = Uri.EscapeDataString(Annotation.RunTag(runId));
                using var found = await SendAsync(HttpMethod.Get, $"api/annotations?tags={tag}&type=annotation&limit=1", null, token);
                var lookup = await ResultAsync(found, FindRight, token);
                if (!lookup.IsDone)
                    return lookup;

                if (await CountAsync(found, token) is not { } count)
                    return new(PushOutcome.Refused, $"{_settings.Url} answers no list of annotations: is it Grafana?");

                if (count > 0)
                    return PushResult.Done;

                using var content = new StringContent(json, Encoding.UTF8, MediaTypeNames.Application.Json);
                using var answer = await SendAsync(HttpMethod.Post, "api/annotations", content, token);
                return await ResultAsync(answer, AnnotateRight, token);
            },
            stopping
        );

    public void Dispose() => _http.Dispose();

    async Task<PushResult> TryAsync(Func<CancellationToken, Task<PushResult>> attempt, CancellationToken stopping)
    {
        try
        {
            return await _retries.ExecuteAsync(async token => await CaughtAsync(attempt, token), stopping);
        }
        catch (TimeoutRejectedException)
        {
            return new(PushOutcome.Away, $"{_settings.Url} did not answer within {Retries.Budget.TotalSeconds:0} s");
        }
    }

    async Task<PushResult> CaughtAsync(Func<CancellationToken, Task<PushResult>> attempt, CancellationToken stopping)
    {
        try
        {
            return await attempt(stopping);
        }
        catch (HttpRequestException away)
        {
            return new(PushOutcome.Away, $"{_settings.Url} does not answer: {away.GetBaseException().Message}");
        }
        catch (NoTokenException none)
        {
            return new(PushOutcome.Unauthorized, none.Message);
        }
    }

    async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken stopping)
    {
        var (token, error) = await AccessToken.ReadAsync(_settings.TokenFile, stopping);
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? throw new NoTokenException(error!));
        return await _http.SendAsync(request, stopping);
    }

    async Task<PushResult> ResultAsync(HttpResponseMessage answer, string right, CancellationToken stopping)
    {
        var status = (int)answer.StatusCode;
        return answer.StatusCode switch
        {
            HttpStatusCode.OK => PushResult.Done,
            HttpStatusCode.Unauthorized => new(
                PushOutcome.Unauthorized,
                $"401: Grafana does not know the token of {_settings.TokenFile}; it needs {right}"
            ),
            HttpStatusCode.Forbidden => new(PushOutcome.Refused, $"403: the token lacks {right}"),
            HttpStatusCode.InternalServerError => new(PushOutcome.Failed, $"500: {await WordsAsync(answer, stopping)}"),
            HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => new(
                PushOutcome.Away,
                $"{_settings.Url} answers {status}"
            ),
            _ when answer.Headers.Location is not null => new(
                PushOutcome.Refused,
                $"{status}: {_settings.Url} redirects to {answer.Headers.Location}; name that address if it is Grafana's"
            ),
            _ => new(PushOutcome.Refused, $"{status}: {await WordsAsync(answer, stopping)}"),
        };
    }

    // Grafana's errors are {"message": "..."}; the text goes to logs and to the warehouse.
    static async Task<string> WordsAsync(HttpResponseMessage answer, CancellationToken stopping)
    {
        // Not by the charset of the answer, which .NET may not have.
        var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(stopping));
        try
        {
            using var json = JsonDocument.Parse(text);
            text = json.RootElement.GetProperty("message").GetString() ?? text;
        }
        catch (Exception plain) when (plain is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // The text of a proxy.
        }

        text = new string([.. text.Take(200).Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        return text.Length > 0 ? text : "no reason given";
    }

    static async Task<int?> CountAsync(HttpResponseMessage answer, CancellationToken stopping)
    {
        try
        {
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(stopping));
            return json.RootElement.ValueKind is JsonValueKind.Array ? json.RootElement.GetArrayLength() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    sealed class NoTokenException(string message) : Exception(message);
}

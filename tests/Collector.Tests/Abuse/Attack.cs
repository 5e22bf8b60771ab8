using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Collector.Tests.Running;

namespace Collector.Tests.Abuse;

/// <summary>One hostile request that HttpClient can send; <see cref="Analytics.Testing.Http.RawConnection"/> sends the others.</summary>
static class Attack
{
    public static async Task<(int Status, string? Code)> PostAsync(
        CollectorProcess collector,
        string path,
        byte[] body,
        string? encoding = null,
        string contentType = "application/json",
        bool chunked = false,
        string? key = RunningCollector.BrowserKey
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (key is not null)
            request.Headers.Add("X-Write-Key", key);

        request.Headers.TransferEncodingChunked = chunked;
        // The collector may answer before it has read the body.
        request.Headers.ExpectContinue = body.Length > 100_000;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        if (encoding is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        using var response = await collector.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var json = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return ((int)response.StatusCode, (string?)json?["code"]);
    }
}

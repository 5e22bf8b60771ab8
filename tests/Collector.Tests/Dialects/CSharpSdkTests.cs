using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Analytics.Local.Processes;
using Collector.Tests.Running;

namespace Collector.Tests.Dialects;

/// <summary>
/// Sends requests as Segment's SDK for C# does, which our package feeds lack: first the settings, then gzip without content type and
/// authorization.
/// </summary>
public sealed class CSharpSdkTests(RunningCollector running)
{
    [Fact]
    public async Task Asks_for_its_settings_and_posts_where_they_say()
    {
        var url = $"http://127.0.0.1:{Ports.Free()}";
        await using var collector = await running.StartAnotherAsync($"urls={url}", $"Proxy:PublicUrl={url}/");
        var settings = JsonNode.Parse(
            await collector.Http.GetStringAsync(
                $"/v1/projects/{RunningCollector.BrowserKey}/settings",
                TestContext.Current.CancellationToken
            )
        );
        var segment = settings!["integrations"]!["Segment.io"]!;
        var id = Guid.NewGuid().ToString();
        var body = $$"""
            {"batch":[{"event":"purchase","properties":{"revenue":9.5,"currency":"EUR"},"type":"track",
            "messageId":"{{id}}","anonymousId":"a-1","userId":"u-1",
            "timestamp":"2026-01-01T12:00:00.0000000Z",
            "context":{"library":{"name":"Analytics-CSharp","version":"2.5.3"},"os":{"name":"Linux"} },
            "integrations":{},"_metadata":{} }],
            "sentAt":"2026-01-01T12:00:01.0000000Z","writeKey":"{{(string?)segment["apiKey"]}}"}
            """;
        using var content = new ByteArrayContent(Gzip(body));
        content.Headers.ContentEncoding.Add("gzip");
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var response = await http.PostAsync(
            new Uri($"{segment["protocol"]}://{segment["apiHost"]}/b"),
            content,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Null(content.Headers.ContentType);
        var arrived = await running.Kafka.FindAsync(id);
        Assert.Equal(
            ("purchase", "9.5", "Linux", "2026-01-01T12:00:01.000Z"),
            (arrived["name"], arrived["revenue"], arrived["os"], arrived["sent_at"])
        );
    }

    [Fact]
    public async Task Gets_no_settings_when_the_collector_has_no_public_URL()
    {
        await using var collector = await running.StartAnotherAsync("Proxy:PublicUrl=");
        using var response = await collector.Http.GetAsync("/v1/projects/any/settings", TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)response.StatusCode);
        Assert.Contains("public_url_unset", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    static byte[] Gzip(string text)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));

        return output.ToArray();
    }
}

using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Running;

namespace Gateway.Tests;

/// <summary>Gateway and collector refuse in the same form, readable by pages of other origins.</summary>
public sealed class ProblemTests(RunningGateway running)
{
    // 202 where Kafka is slow, as on a busy machine: the event is in the spool.
    static readonly (int, string?)[] _taken = [(200, null), (202, null)];

    static readonly string[] _compared =
    [
        "Access-Control-Allow-Origin",
        "Access-Control-Allow-Credentials",
        "Access-Control-Allow-Methods",
        "Access-Control-Allow-Headers",
        "Access-Control-Expose-Headers",
        "Access-Control-Max-Age",
        "Vary",
        "X-Request-Id",
        "WWW-Authenticate",
        "Retry-After",
        "Content-Type",
    ];

    public static TheoryData<string, string, string> Requests() =>
        new()
        {
            { "POST", "/v1/events", Client.Event("through-and-around") },
            { "POST", "/v1/events", "{" },
            { "POST", "/v1/events", "[]" },
            { "POST", "/v1/events", """{"type":"track"}""" },
            { "POST", "/v1/batch", """{"batch":[{"type":"track"}]}""" },
            { "POST", "/v1/events?writeKey=nobody", "no key" },
            { "POST", "/nothing/here", "" },
            { "GET", "/v1/events", "" },
            { "DELETE", "/v1/events", "" },
            { "OPTIONS", "/v1/batch", "" },
        };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task The_answer_is_the_same_through_the_gateway_and_around_it(string method, string path, string body)
    {
        using var through = Client.Of(running.Gateway, http: 1);
        using var around = new HttpClient { BaseAddress = new Uri(running.Collectors[0].Url) };
        Assert.Equal(await AskAsync(around, method, path, body), await AskAsync(through, method, path, body));
    }

    [Theory]
    [InlineData("/v1/events", 413)]
    [InlineData("/v1/batch", 400)]
    public async Task Bodies_have_the_collectors_limits(string path, int tooLarge)
    {
        using var http = Client.Of(running.Gateway);
        Assert.Contains(await SendAsync(http, path, Padded(4 * 1024 * 1024 - 1)), _taken);
        Assert.Equal((tooLarge, "body_too_large"), await SendAsync(http, path, Padded(4 * 1024 * 1024 + 1)));
        // Compressed bodies may be smaller; the collector refuses those that decompress to too much.
        Assert.Contains(await SendAsync(http, path, Gzip(Padded(64 * 1024))), _taken);
        Assert.Equal((tooLarge, "body_inflates_too_much"), await SendAsync(http, path, Gzip(Padded(8 * 1024 * 1024))));
        var noise = new byte[1024 * 1024 + 1024];
        new Random(1).NextBytes(noise);
        Assert.Equal((tooLarge, "body_too_large"), await SendAsync(http, path, Gzip(noise)));
    }

    [Theory]
    [InlineData("/v1/events", 413, 1)]
    [InlineData("/v1/events", 413, 2)]
    [InlineData("/v1/batch", 400, 2)]
    [InlineData("/beacon/v1/batch", 400, 1)]
    [InlineData("/batch/", 413, 2)]
    public async Task A_body_far_over_the_limit_is_the_gateways_to_refuse(string path, int status, int version)
    {
        using var http = Client.Of(running.Gateway, http: version);
        foreach (var chunked in new[] { false, true })
        {
            using var request = Client.Post(path, new ByteArrayContent(Padded(9 * 1024 * 1024)), ("Origin", "https://shop.example"));
            request.Headers.TransferEncodingChunked = chunked && version == 1;
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            await IsOursAsync(answer, status, "body_too_large");
        }
    }

    [Theory]
    [InlineData("POST /v1/events HTTP/1.1\r\n\r\n", 400, "refused")]
    [InlineData("\u0016\u0003\u0001\r\n\r\n", 400, "refused")]
    [InlineData("POST /v1/events HTTP/7.1\r\nHost: x\r\n\r\n", 501, "refused")]
    [InlineData("TRACE /v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 405, "method_not_allowed")]
    public async Task What_is_no_request_is_refused_in_the_same_form(string request, int status, string code)
    {
        var answer = await TlsConnection.AskAsync(running.Gateway, request);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer);
        Assert.Contains("Content-Type: application/problem+json\r\n", answer);
        Assert.Equal(code, JsonNode.Parse(answer[answer.IndexOf('{')..])!["code"]!.ToString());
        Assert.Equal(status == 405, answer.Contains("\r\nAllow: GET, POST, OPTIONS\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_collector_the_answer_allows_a_retry()
    {
        await using var gateway = await running.StartAnotherAsync(
            "gateway-alone",
            [$"http://127.0.0.1:{Analytics.Local.Processes.Ports.Free()}"]
        );
        using var http = Client.Of(gateway);
        using var answer = await http.SendAsync(
            Client.Post("/v1/events", "{}", ("Origin", "https://shop.example")),
            TestContext.Current.CancellationToken
        );
        await IsOursAsync(answer, 503, "unavailable");
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 300);
    }

    /// <summary>Returns status, members in their order, and the headers that a page of another origin needs.</summary>
    internal static async Task IsOursAsync(HttpResponseMessage answer, int status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)answer.StatusCode, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.ToString());
        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(["type", "title", "status", "detail", "code", "requestId"], problem.Select(member => member.Key));
        Assert.Equal((status, code), ((int)problem["status"]!, problem["code"]!.ToString()));
        Assert.Equal(answer.Headers.GetValues("X-Request-Id").Single(), problem["requestId"]!.ToString());
        Assert.Equal("https://shop.example", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("Retry-After", answer.Headers.GetValues("Access-Control-Expose-Headers").Single());
        Assert.Equal("Origin", answer.Headers.Vary.Single());
    }

    static async Task<string> AskAsync(HttpClient http, string method, string path, string body)
    {
        using var request = Client.Post(
            path,
            body,
            ("Origin", "https://shop.example"),
            ("X-Request-Id", "r-1"),
            ("Access-Control-Request-Headers", "authorization,content-type")
        );
        request.Method = new HttpMethod(method);
        if (body == "no key")
            request.Headers.Authorization = null;
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var headers = answer
            .Headers.Concat(answer.Content.Headers)
            .Where(header => _compared.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
            .Order();
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return $"{Status(answer)}\n{string.Join('\n', headers)}\n{Timeless(text)}";
    }

    // The event is in Kafka or, with 202, in the spool: the test does not depend on Kafka's speed.
    static int Status(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.Accepted ? 200 : (int)answer.StatusCode;

    // The second time may be a duplicate for a collector that remembers the first.
    static string Timeless(string body)
    {
        if (body.Length == 0)
            return body;
        var json = JsonNode.Parse(body)!.AsObject();
        foreach (var changing in (string[])["receivedAt", "durability", "accepted", "duplicate", "results"])
            json.Remove(changing);
        return json.ToJsonString();
    }

    static async Task<(int Status, string? Code)> SendAsync(HttpClient http, string path, byte[] body)
    {
        var content = new ByteArrayContent(body);
        if (body is [0x1f, 0x8b, ..])
            content.Headers.ContentEncoding.Add("gzip");
        using var answer = await http.SendAsync(Client.Post(path, content), TestContext.Current.CancellationToken);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        return (Status(answer), json["code"]?.ToString());
    }

    /// <summary>Returns one event, padded with blanks to the size.</summary>
    static byte[] Padded(int size) => Encoding.UTF8.GetBytes($$"""{"batch":[{{Client.Event(Client.NewId())}}]}""".PadRight(size));

    static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(plain);
        return packed.ToArray();
    }
}

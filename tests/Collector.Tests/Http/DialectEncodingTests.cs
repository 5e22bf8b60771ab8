using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Collector.Tests.Running;

namespace Collector.Tests.Http;

/// <summary>Every dialect reads every encoding within the same limits, and refuses with its statuses.</summary>
public sealed class DialectEncodingTests(RunningCollector running)
{
    static readonly string[] _encodings = ["gzip", "deflate", "br", "zstd"];

    public static MatrixTheoryData<string, string> Matrix =>
        new(["/v1/events", "/v1/track", "/v1/batch", "/beacon/v1/batch", "/api/s/track", "/e/"], _encodings);

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Reads_every_encoding(string path, string encoding)
    {
        var id = Guid.NewGuid().ToString();
        var json = Encoding.UTF8.GetBytes(
            $$"""{"messageId":"{{id}}","uuid":"{{id}}","type":"track","event":"e","userId":"u","distinct_id":"u"}"""
        );
        Assert.Equal((200, null), await PostAsync(path, Compress(encoding, json), encoding));
        await running.Kafka.FindAsync(id);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Stops_at_the_limits(string path, string encoding)
    {
        var large = path is "/v1/events" or "/e/" ? 413 : 400;
        Assert.Equal((large, "body_inflates_too_much"), await PostAsync(path, Compress(encoding, new byte[5 * 1024 * 1024]), encoding));
        var random = new byte[(1024 * 1024) + 1];
        new Random(1).NextBytes(random);
        Assert.Equal((large, "body_too_large"), await PostAsync(path, Compress(encoding, random), encoding));
        Assert.Equal((400, "body_unreadable"), await PostAsync(path, "no such thing, and long enough to be wrong"u8.ToArray(), encoding));
    }

    [Theory]
    [InlineData("/v1/events", 415)]
    [InlineData("/v1/track", 400)]
    [InlineData("/beacon/v1/batch", 400)]
    [InlineData("/api/s/page", 400)]
    [InlineData("/e/", 415)]
    public async Task Refuses_what_it_does_not_know(string path, int status) =>
        Assert.Equal((status, "encoding_unknown"), await PostAsync(path, [1], "snappy"));

    static byte[] Compress(string encoding, byte[] bytes)
    {
        var output = new MemoryStream();
        using (
            Stream stream = encoding switch
            {
                "gzip" => new GZipStream(output, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(output, CompressionLevel.Fastest),
                "br" => new BrotliStream(output, CompressionLevel.Fastest),
                _ => new ZstdSharp.CompressionStream(output),
            }
        )
        {
            stream.Write(bytes);
        }

        return output.ToArray();
    }

    async Task<(int Status, string? Code)> PostAsync(string path, byte[] body, string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Write-Key", RunningCollector.BrowserKey);
        request.Headers.ExpectContinue = body.Length > 100_000;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var json = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return ((int)response.StatusCode, (string?)json?["code"]);
    }
}

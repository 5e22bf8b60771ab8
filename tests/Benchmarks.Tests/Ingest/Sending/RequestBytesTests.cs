using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Analytics.Benchmarks.Ingest.Sending;

namespace Analytics.Benchmarks.Tests.Ingest.Sending;

public sealed class RequestBytesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_event_of_every_request_has_an_id_of_its_own(bool gzip)
    {
        var requests = new RequestBytes(
            new SendOrder("127.0.0.1", 1, "demo", Events: 100, gzip, Connections: 1, Rate: 0, Seconds: 1),
            connection: 3
        );
        requests.Prepare(1);
        var ids = Enumerable.Range(0, 3).SelectMany(_ => Ids(requests.Next(), gzip)).ToList();
        Assert.Equal(300, ids.Distinct().Count());
    }

    [Fact]
    public void An_event_has_about_330_bytes()
    {
        var body = RequestBytes.Body(events: 100, "benchmark0", connection: 1);
        Assert.InRange(body.Length / 100, 300, 360);
    }

    static List<string> Ids(byte[] request, bool gzip)
    {
        var text = Encoding.Latin1.GetString(request);
        var body = request[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.Contains($"Content-Length: {body.Length}\r\n", text);
        using Stream plain = gzip ? new GZipStream(new MemoryStream(body), CompressionMode.Decompress) : new MemoryStream(body);
        return JsonNode.Parse(plain)!["batch"]!.AsArray().Select(one => (string)one!["messageId"]!).ToList();
    }
}

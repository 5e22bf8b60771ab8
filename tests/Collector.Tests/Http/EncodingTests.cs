using System.IO.Compression;
using System.Text;
using Collector.Tests.Abuse;
using Collector.Tests.Running;

namespace Collector.Tests.Http;

public sealed class EncodingTests(RunningCollector running)
{
    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip", null)]
    [InlineData("zlib", "deflate")]
    [InlineData("bare deflate", "deflate")]
    [InlineData("br", "br")]
    [InlineData("zstd", "zstd")]
    [InlineData("none", "identity")]
    public async Task Reads_what_was_compressed(string how, string? encoding)
    {
        var id = Guid.NewGuid().ToString();
        var (status, _) = await PostAsync(
            Compress(how, Encoding.UTF8.GetBytes($$"""{"messageId":"{{id}}","type":"page","userId":"u"}""")),
            encoding
        );
        Assert.Equal(200, status);
        await running.Kafka.FindAsync(id);
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("zlib", "deflate")]
    [InlineData("br", "br")]
    [InlineData("zstd", "zstd")]
    public async Task Stops_reading_a_bomb_at_the_limit(string how, string encoding)
    {
        var bomb = Compress(how, new byte[100 * 1024 * 1024]);
        var (status, code) = await PostAsync(bomb, encoding);
        Assert.Equal((413, "body_inflates_too_much"), (status, code));
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("zlib", "deflate")]
    [InlineData("br", "br")]
    [InlineData("zstd", "zstd")]
    public async Task Refuses_what_is_cut_off(string how, string encoding)
    {
        var lines = string.Concat(Enumerable.Range(0, 50).Select(i => $$"""{"type":"page","userId":"{{Guid.NewGuid()}}"}""" + "\n"));
        var whole = Compress(how, Encoding.UTF8.GetBytes(lines));
        var (status, code) = await PostAsync(whole[..(whole.Length / 2)], encoding, "application/x-ndjson");
        Assert.Equal((400, "body_unreadable"), (status, code));
    }

    [Fact]
    public async Task Refuses_a_wrong_name() => Assert.Equal((415, "encoding_unknown"), await PostAsync([1], "gzip, gzip"));

    [Theory]
    [InlineData("none", "gzip")]
    [InlineData("none", "deflate")]
    [InlineData("none", "br")]
    [InlineData("none", "zstd")]
    [InlineData("gzip", "deflate")]
    [InlineData("gzip", "zstd")]
    [InlineData("gzip", "identity")]
    public async Task The_bytes_say_how_a_body_is_encoded(string how, string claimed)
    {
        foreach (var (before, after) in ((string, string)[])[("", ""), (" \n[", "]")])
        {
            var id = Guid.NewGuid().ToString();
            var body = $$"""{{before}}{"messageId":"{{id}}","type":"page","userId":"\u00fc"}{{after}}""";
            Assert.Equal((200, null), await PostAsync(Compress(how, Encoding.UTF8.GetBytes(body)), claimed));
            await running.Kafka.FindAsync(id);
        }
    }

    [Fact]
    public async Task Lines_called_json_are_lines()
    {
        var ids = Enumerable.Range(0, 2).Select(_ => Guid.NewGuid().ToString()).ToList();
        var lines = string.Join('\n', ids.Select(id => $$"""{"messageId":"{{id}}","type":"page","userId":"u"}"""));
        Assert.Equal((200, null), await PostAsync(Encoding.UTF8.GetBytes(lines), null, "application/json"));
        foreach (var id in ids)
            await running.Kafka.FindAsync(id);
    }

    [Fact]
    public async Task Limits_the_body_as_sent()
    {
        Assert.Equal((413, "body_too_large"), await PostAsync(new byte[(4 * 1024 * 1024) + 1], null));
        Assert.Equal((413, "body_too_large"), await PostAsync(new byte[(4 * 1024 * 1024) + 1], null, chunked: true));
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip", null)]
    [InlineData("gzip", "zstd")]
    [InlineData("zlib", "deflate")]
    [InlineData("br", "br")]
    [InlineData("zstd", "zstd")]
    public async Task The_bytes_say_which_limit_holds_for_a_compressed_body(string how, string? claimed)
    {
        var random = new byte[1_200_000];
        new Random(1).NextBytes(random);
        foreach (var chunked in (bool[])[false, true])
            Assert.Equal((413, "body_too_large"), await PostAsync(Compress(how, random), claimed, chunked: chunked));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task The_bytes_say_which_limit_holds_for_a_plain_body(string claimed)
    {
        var filler = new string('x', 60_000);
        foreach (var chunked in (bool[])[false, true])
        {
            var id = Guid.NewGuid().ToString();
            var events = Enumerable
                .Range(0, 20)
                .Select(at => $$"""{"messageId":"{{id}}-{{at}}","type":"page","userId":"u","properties":{"x":"{{filler}}"} }""");
            var body = Encoding.UTF8.GetBytes($"[{string.Join(',', events)}]");
            Assert.InRange(body.Length, 1_200_000, 4 * 1024 * 1024);
            Assert.Equal((200, null), await PostAsync(body, claimed, chunked: chunked));
            await running.Kafka.FindAsync($"{id}-19");
        }
    }

    [Fact]
    public async Task Limits_the_number_of_events()
    {
        var body = $"[{string.Join(',', Enumerable.Repeat("{}", 1001))}]";
        Assert.Equal((413, "too_many_events"), await PostAsync(Encoding.UTF8.GetBytes(body), null));
    }

    static byte[] Compress(string how, byte[] bytes)
    {
        if (how == "none")
            return bytes;

        var output = new MemoryStream();
        using (
            Stream stream = how switch
            {
                "gzip" => new GZipStream(output, CompressionLevel.Fastest),
                "zlib" => new ZLibStream(output, CompressionLevel.Fastest),
                "bare deflate" => new DeflateStream(output, CompressionLevel.Fastest),
                "br" => new BrotliStream(output, CompressionLevel.Fastest),
                _ => new ZstdSharp.CompressionStream(output),
            }
        )
        {
            stream.Write(bytes);
        }

        return output.ToArray();
    }

    Task<(int Status, string? Code)> PostAsync(byte[] body, string? encoding, string contentType = "text/plain", bool chunked = false) =>
        Attack.PostAsync(running.Collector, "/v1/events", body, encoding, contentType, chunked);
}

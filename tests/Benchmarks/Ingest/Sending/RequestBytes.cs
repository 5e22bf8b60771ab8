using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using Analytics.Contracts;

namespace Analytics.Benchmarks.Ingest.Sending;

/// <summary>
/// The requests of one connection: events of about 330 bytes, each with a unique id, so that none is a duplicate.
/// Ids are written into a prepared body; compressed bodies are made before the window begins, as long as they last.
/// </summary>
sealed class RequestBytes
{
    const string Mark = "0000000000000000";
    static readonly byte[] _mark = Encoding.ASCII.GetBytes(Mark);
    readonly SendOrder _order;
    readonly byte[] _plain;
    readonly int[] _ids;
    readonly int _headers;
    readonly Queue<byte[]> _made = new();
    ulong _next;

    /// <param name="connection">The number of the connection; makes its ids unique among connections.</param>
    public RequestBytes(SendOrder order, int connection)
    {
        _order = order;
        var body = Body(order.Events, Guid.NewGuid().ToString("N")[..12], connection);
        var headers = Headers(body.Length);
        _headers = headers.Length;
        _plain = [.. headers, .. body];
        _ids = [.. Places(_plain)];
    }

    /// <summary>The length of an uncompressed body.</summary>
    public int PlainBody => _plain.Length - _headers;

    public void Prepare(int requests)
    {
        for (var i = 0; _order.Gzip && i < requests; i++)
            _made.Enqueue(Compress());
    }

    /// <summary>Returns the bytes of a request; they are valid until the next call.</summary>
    public byte[] Next() =>
        !_order.Gzip ? Renewed()
        : _made.TryDequeue(out var made) ? made
        : Compress();

    byte[] Renewed()
    {
        foreach (var place in _ids)
            Utf8Formatter.TryFormat(_next++, _plain.AsSpan(place, Mark.Length), out _, new('X', 16));

        return _plain;
    }

    byte[] Compress()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Renewed().AsSpan(_headers));

        return [.. Headers((int)packed.Length), .. packed.GetBuffer().AsSpan(0, (int)packed.Length)];
    }

    byte[] Headers(int length) =>
        Encoding.ASCII.GetBytes(
            $"POST /v1/{(_order.Events > 1 ? "batch" : "track")} "
                + $"HTTP/1.1\r\nHost: {_order.Host}\r\nX-Write-Key: {_order.Key}\r\nContent-Type: application/json\r\n"
                + $"User-Agent: benchmark/1.0\r\nContent-Length: {length}\r\n{(_order.Gzip ? "Content-Encoding: gzip\r\n" : "")}\r\n"
        );

    public static byte[] Body(int events, string run, int connection)
    {
        var now = TimeProvider.System.GetUtcNow().ToString(UtcTime.Format);
        var random = new Random(connection);
        var all = Enumerable.Range(0, events).Select(_ => Event(run, random, now)).ToList();
        return Encoding.UTF8.GetBytes(events == 1 ? all[0] : $$"""{"sentAt":"{{now}}","batch":[{{string.Join(',', all)}}]}""");
    }

    static string Event(string run, Random random, string now)
    {
        var product = random.Next(1000, 10_000);
        var user = random.Next(100_000);
        var price = random.Next(1, 100);
        var properties = $$$"""{"product":"sku-{{{product}}}","price":{{{price}}}.5,"list":"home"}""";
        var page = $$"""{"url":"https://shop.example/p/{{product}}","path":"/p/{{product}}"}""";
        var context = $$$"""{"page":{{{page}}},"app":{"version":"4.2.1"},"locale":"de-DE"}""";
        return $$$"""
            {"messageId":"{{{run}}}-{{{Mark}}}","type":"track","event":"product_viewed","userId":"user-{{{user:000000}}}",
            "timestamp":"{{{now}}}","properties":{{{properties}}},"context":{{{context}}}}
            """.ReplaceLineEndings("");
    }

    static IEnumerable<int> Places(byte[] request)
    {
        for (var at = request.AsSpan().IndexOf(_mark); at >= 0; )
        {
            yield return at;
            var next = request.AsSpan(at + Mark.Length).IndexOf(_mark);
            at = next < 0 ? -1 : at + Mark.Length + next;
        }
    }
}

using System.Buffers;
using System.Buffers.Text;
using Analytics.Collector.Http;

namespace Analytics.Collector.Dialects.Posthog;

/// <summary>
/// Decodes the layers that PostHog's SDKs put around their JSON: a form's <c>data</c>, base64, gzip; any of them, in that order. The bytes
/// decide, because content type and compression parameter are not always right.
/// </summary>
static class PosthogBody
{
    public static Outcome<PooledBytes> Unwrap(PooledBytes body, int limit, MemoryInFlight.Part part)
    {
        if (FormField.Read(body, "data"u8) is { } data)
            body = Replaced(body, data);

        if (!Means(body) && FromBase64(body.Memory.Span) is { } bytes)
            body = Replaced(body, bytes);

        return Encodings.LooksLikeGzip(body.Memory.Span) ? BodyReader.Inflate(body, Encodings.Gzip, limit, part) : body;
    }

    static PooledBytes Replaced(PooledBytes body, PooledBytes by)
    {
        body.Dispose();
        return by;
    }

    /// <summary>True for JSON, with or without a byte order mark, and for gzip.</summary>
    static bool Means(PooledBytes body) =>
        Encodings.LooksLikeGzip(body.Memory.Span) || body.Memory.Span.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[' or 0xEF, ..];

    /// <summary>Returns null when the text is not base64 of JSON or gzip. A plus that a form did not escape has become a space.</summary>
    static PooledBytes? FromBase64(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        var decoded = new PooledBytes(text.Length + 3);
        var bytes = decoded.Free(text.Length + 3)[..(text.Length + 3)];
        text.CopyTo(bytes);
        bytes[..text.Length].Replace((byte)' ', (byte)'+');
        bytes[text.Length..].Fill((byte)'=');
        var padded = (text.Length + 3) / 4 * 4;
        if (Base64.DecodeFromUtf8InPlace(bytes[..padded], out var length) == OperationStatus.Done)
            decoded.Advance(length);

        if (Means(decoded))
            return decoded;

        decoded.Dispose();
        return null;
    }
}

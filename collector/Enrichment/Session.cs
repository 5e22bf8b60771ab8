using System.Security.Cryptography;
using System.Text.Unicode;

namespace Analytics.Collector.Enrichment;

/// <summary>
/// Computes a session without state: one user's events in the same time bucket, as long as the inactivity limit, share it. An
/// approximation: a visit across a bucket's border counts as two, two visits within one bucket as one.
/// </summary>
static class Session
{
    const int Bytes = 8;

    /// <summary>The largest input, in bytes: the longest source, the longest id that the limits allow, and a number.</summary>
    const int Longest = 4096;

    public static string Derive(string source, string user, DateTimeOffset occurredAt, TimeSpan inactivity)
    {
        var bucket = occurredAt.UtcTicks / inactivity.Ticks;
        Span<byte> text = stackalloc byte[Longest];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (!Utf8.TryWrite(text, $"{source}\n{user}\n{bucket}", out var length))
            throw new ArgumentException("An id is longer than any limit allows.");

        SHA256.HashData(text[..length], hash);
        return Convert.ToHexStringLower(hash[..Bytes]);
    }
}

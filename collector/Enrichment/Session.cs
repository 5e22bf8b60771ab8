using System.Security.Cryptography;
using System.Text;

namespace Analytics.Collector.Enrichment;

/// <summary>
/// A session without state: one user's events within one bucket of the inactivity's length share it.
/// An approximation: a visit across a bucket's border counts as two, two visits within one bucket as one.
/// </summary>
static class Session
{
    const int Bytes = 8;

    public static string Derive(string source, string user, DateTimeOffset occurredAt, TimeSpan inactivity)
    {
        var bucket = occurredAt.UtcTicks / inactivity.Ticks;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{user}\n{bucket}")).AsSpan(0, Bytes));
    }
}

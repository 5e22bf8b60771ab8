using System.Security.Cryptography;
using System.Text;

namespace Analytics.Collector.Privacy;

/// <summary>Returns that many random bytes.</summary>
delegate byte[] RandomBytes(int count);

/// <summary>
/// Turns an id into a hash that is valid for one day, keyed with random bytes that are never stored and are forgotten at midnight (UTC).
/// Within the day one person counts once; afterwards the hash cannot be traced to a person.
/// </summary>
sealed class DailySalt(TimeProvider clock, RandomBytes random)
{
    const int Bytes = 16;
    readonly Lock _changing = new();
    volatile Salt _current = new(DateOnly.MinValue, []);

    public string Hash(string source, string id)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Today().Key, Encoding.UTF8.GetBytes($"{source}\n{id}"), hash);
        return Convert.ToHexStringLower(hash[..Bytes]);
    }

    Salt Today()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (_current.Day == today)
            return _current;

        lock (_changing)
        {
            if (_current.Day != today)
                _current = new Salt(today, random(HMACSHA256.HashSizeInBytes));

            return _current;
        }
    }

    sealed record Salt(DateOnly Day, byte[] Key);
}

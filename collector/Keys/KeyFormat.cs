using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Analytics.Collector.Keys;

/// <summary>The format of a key: <c>browser_id.secret</c>, with the kind before the id. Only the id and the hash are stored.</summary>
static class KeyFormat
{
    /// <summary>The longest key, in characters; a longer text is not hashed.</summary>
    public const int Longest = 1024;

    public const int HashSize = SHA256.HashSizeInBytes;

    const string IdLetters = "abcdefghijklmnopqrstuvwxyz234567";
    const int IdLength = 16;
    const int SecretSize = 32;

    /// <summary>Makes a new key of 80 random bits of id and 256 of secret.</summary>
    public static (string Id, string Key) Make(KeyKind kind)
    {
        var id = $"{kind.ToString().ToLowerInvariant()}_{RandomNumberGenerator.GetString(IdLetters, IdLength)}";
        return (id, $"{id}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretSize))}");
    }

    /// <summary>Returns the kind that an id begins with; a browser's for an id that begins with none.</summary>
    public static KeyKind KindOf(string id) =>
        Enum.TryParse<KeyKind>(id.Split('_')[0], ignoreCase: true, out var kind) ? kind : KeyKind.Browser;

    /// <summary>Returns the part before the dot; empty when there is no dot.</summary>
    public static ReadOnlySpan<char> IdOf(ReadOnlySpan<char> key) => key[..Math.Max(key.IndexOf('.'), 0)];

    public static byte[] Hash(string key)
    {
        var hash = new byte[HashSize];
        Hash(key, hash);
        return hash;
    }

    /// <param name="key">The key, of at most <see cref="Longest"/> characters.</param>
    /// <param name="hash">Receives the SHA-256 of the key's UTF-8.</param>
    public static void Hash(ReadOnlySpan<char> key, Span<byte> hash)
    {
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(Longest)];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(key, utf8)], hash);
    }
}

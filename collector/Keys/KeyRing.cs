using System.Security.Cryptography;
using System.Text;

namespace Analytics.Collector.Keys;

/// <summary>The known keys, by hash. Finding one takes the same time whichever it is, and for an unknown one too.</summary>
sealed class KeyRing
{
    readonly (byte[] Hash, WriteKey Key)[] _keys;

    public KeyRing(KeysOptions options) => _keys = [.. options.Keys.Select((key, at) => Entry($"settings-{at}", key))];

    public WriteKey? Find(string? key)
    {
        if (string.IsNullOrEmpty(key) || key.Length > 1024)
            return null;

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        WriteKey? found = null;
        foreach (var (known, value) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known))
                found = value;
        }

        return found;
    }

    static (byte[], WriteKey) Entry(string id, KeyOptions options) => (
        options.Key is { Length: > 0 } key ? SHA256.HashData(Encoding.UTF8.GetBytes(key)) : Convert.FromHexString(options.Sha256!),
        new WriteKey(id, options.Source, options.Kind, options.Origins));
}

static class KeysSetup
{
    public static void AddKeys(this WebApplicationBuilder builder) => builder.Services.AddSingleton<KeyRing>();
}

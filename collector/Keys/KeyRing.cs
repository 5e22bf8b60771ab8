using System.Security.Cryptography;

namespace Analytics.Collector.Keys;

/// <summary>
/// The known keys: those of the settings, and those of the key store, whose list is replaced as a whole.
/// Finding one is the same work for a right key, a wrong one and an unknown one.
/// </summary>
sealed class KeyRing
{
    readonly KnownKey[] _configured;
    readonly TimeProvider _clock;

    // What an unknown id is compared with: the hash of nothing that anybody could send.
    readonly KnownKey _nobody = new(new WriteKey("", "", KeyKind.Browser, []), RandomNumberGenerator.GetBytes(KeyFormat.HashSize));
    volatile Dictionary<string, KnownKey> _stored = [];
    volatile string? _missing;

    public KeyRing(KeysOptions configured, KeyStoreOptions store, TimeProvider clock)
    {
        _clock = clock;
        _configured = [.. configured.Keys.Select((key, at) => Configured($"settings-{at}", key))];
        _missing =
            store.IsUsed ? "write keys: not loaded yet"
            : _configured.Length == 0 ? "write keys: none, and no KeyStore:Database to load them from"
            : null;
    }

    /// <summary>Why an unknown key may be good all the same: there is no list of keys yet. Null once there is.</summary>
    public string? Missing => _missing;

    /// <summary>Every key that there is.</summary>
    public IEnumerable<string> Ids => _configured.Select(known => known.Key.Id).Concat(_stored.Keys);

    /// <summary>Null when there is a key to accept, or a list that says that there is none.</summary>
    public string? UnhealthyReason => _configured.Length > 0 ? null : _missing;

    public WriteKey? Find(string? presented)
    {
        if (presented is not { Length: > 0 and <= KeyFormat.Longest })
            return null;

        Span<byte> hash = stackalloc byte[KeyFormat.HashSize];
        KeyFormat.Hash(presented, hash);
        var stored = _stored.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(KeyFormat.IdOf(presented), out var known)
            ? known
            : _nobody;
        var found = CryptographicOperations.FixedTimeEquals(hash, stored.Sha256) ? stored : null;
        foreach (var key in _configured)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, key.Sha256))
                found = key;
        }

        return found is not null && !(found.ExpiresAt <= _clock.GetUtcNow()) ? found.Key : null;
    }

    /// <summary>From now on the key store holds these.</summary>
    public void Replace(KeyList list)
    {
        var stored = new Dictionary<string, KnownKey>(list.Keys.Count, StringComparer.Ordinal);
        foreach (var known in list.Keys)
            stored[known.Key.Id] = known;

        foreach (var gone in _stored.Keys.Where(id => !stored.ContainsKey(id)))
            KeyMetrics.Gone(gone);

        _stored = stored;
        _missing = null;
        KeyMetrics.Known(_configured.Length + list.Keys.Count);
    }

    /// <summary>Says why there is still no list; nothing once there is one.</summary>
    public void StillMissing(string why)
    {
        if (_missing is not null)
            _missing = $"write keys: {why}";
    }

    static KnownKey Configured(string id, KeyOptions options) =>
        new(
            new WriteKey(id, options.Source, options.Kind, options.Origins),
            options.Key is { Length: > 0 } key ? KeyFormat.Hash(key) : Convert.FromHexString(options.Sha256!)
        );
}

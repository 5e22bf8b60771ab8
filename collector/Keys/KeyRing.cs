using System.Security.Cryptography;

namespace Analytics.Collector.Keys;

/// <summary>
/// Holds the known keys: those of the settings, and the key store's list, which is replaced as a whole. A look-up costs the same for a
/// right, a wrong and an unknown key.
/// </summary>
sealed class KeyRing
{
    readonly KnownKey[] _configured;
    readonly TimeProvider _clock;

    // A random hash that no presented key can match, so that an unknown id costs the same time.
    readonly KnownKey _unknown = new(new WriteKey("", "", KeyKind.Browser, []), RandomNumberGenerator.GetBytes(KeyFormat.HashSize));
    volatile StoredKeys _stored;

    // The keys of the last list, also while it is withdrawn: their series last until a list comes without them.
    IReadOnlyList<KnownKey> _listed = [];

    public KeyRing(KeysOptions configured, KeyStoreOptions store, TimeProvider clock)
    {
        _clock = clock;
        _configured = [.. configured.Keys.Select((key, at) => Configured($"settings-{at}", key))];
        _stored = new(
            [],
            store.IsUsed ? "write keys: not loaded yet"
                : _configured.Length == 0 ? "write keys: none, and no KeyStore:Database to load them from"
                : null
        );
        KeyMetrics.Begin();
        foreach (var known in _configured)
            KeyMetrics.Begin(known.Key);
        KeyMetrics.Known(_configured.Length);
    }

    /// <summary>The reason why no list of keys is loaded yet, so that an unknown key may be valid; null once there is one.</summary>
    public string? Missing => _stored.Missing;

    /// <summary>All known keys.</summary>
    public IEnumerable<WriteKey> Keys => _configured.Concat(_stored.ById.Values).Select(known => known.Key);

    /// <summary>The reason why no key can be checked; null when the settings have a key or a list is loaded.</summary>
    public string? UnhealthyReason => _configured.Length > 0 ? null : Missing;

    /// <param name="missing">The reason why no list of keys was loaded at the look-up, so that an unknown key may be valid.</param>
    public WriteKey? Find(string? presented, out string? missing)
    {
        var list = _stored;
        missing = list.Missing;
        if (presented is not { Length: > 0 and <= KeyFormat.Longest })
            return null;

        Span<byte> hash = stackalloc byte[KeyFormat.HashSize];
        KeyFormat.Hash(presented, hash);
        var stored = list.ById.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(KeyFormat.IdOf(presented), out var known)
            ? known
            : _unknown;
        var found = CryptographicOperations.FixedTimeEquals(hash, stored.Sha256) ? stored : null;
        foreach (var key in _configured)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, key.Sha256))
                found = key;
        }

        return found is not null && !(found.ExpiresAt <= _clock.GetUtcNow()) ? found.Key : null;
    }

    /// <summary>
    /// Returns the default currency of a source's events: of its keys of this kind, else of its others; null when it has no key.
    /// </summary>
    public string? CurrencyOf(string source, KeyKind kind) =>
        Keys.Where(key => key.Source == source && key.Kind != KeyKind.Operator).MinBy(key => (key.Kind != kind, key.Id))?.Currency;

    /// <summary>Replaces the key store's keys.</summary>
    public void Replace(KeyList list)
    {
        var stored = new Dictionary<string, KnownKey>(list.Keys.Count, StringComparer.Ordinal);
        foreach (var known in list.Keys)
        {
            stored[known.Key.Id] = known;
            KeyMetrics.Begin(known.Key);
        }

        foreach (var gone in _listed.Where(known => !stored.ContainsKey(known.Key.Id)))
            KeyMetrics.Gone(gone.Key);

        (_stored, _listed) = (new(stored, Missing: null), list.Keys);
        KeyMetrics.Known(_configured.Length + list.Keys.Count);
    }

    /// <summary>Stops using the key store's keys until the next list.</summary>
    public void Withdraw(string why)
    {
        _stored = new([], $"write keys: {why}");
        KeyMetrics.Known(_configured.Length);
    }

    /// <summary>Updates the reason for a missing list; does nothing once a list is loaded.</summary>
    public void StillMissing(string why)
    {
        if (Missing is not null)
            _stored = new([], $"write keys: {why}");
    }

    static KnownKey Configured(string id, KeyOptions options) =>
        new(
            new WriteKey(id, options.Source, options.Kind, [.. options.Origins.Select(origin => PageOrigin.Of(origin)!)])
            {
                Currency = options.Currency.ToUpperInvariant(),
            },
            options.Key is { Length: > 0 } key ? KeyFormat.Hash(key) : Convert.FromHexString(options.Sha256!)
        );

    /// <summary>The keys of the key store, and the reason why there is no list of them, replaced together.</summary>
    // A request that saw neither its key nor the reason would get a 401, which is final.
    sealed record StoredKeys(Dictionary<string, KnownKey> ById, string? Missing);
}

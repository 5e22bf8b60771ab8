namespace Analytics.Collector.Keys;

/// <summary>An accepted key, with the hash by which it is recognized.</summary>
/// <param name="Sha256">The SHA-256 of the whole key.</param>
/// <param name="ExpiresAt">The time from which it is treated as unknown; null is never.</param>
sealed record KnownKey(WriteKey Key, byte[] Sha256, DateTimeOffset? ExpiresAt = null);

/// <summary>The key store's keys at one time, without the disabled and revoked ones.</summary>
/// <param name="ConfirmedAt">The last time that PostgreSQL confirmed the list.</param>
sealed record KeyList(DateTimeOffset ConfirmedAt, IReadOnlyList<KnownKey> Keys);

namespace Analytics.Collector.Keys;

/// <summary>A key that clients may present, and the hash by which it is recognized.</summary>
/// <param name="Sha256">Of the whole key.</param>
/// <param name="ExpiresAt">From then on it is as good as unknown; null is never.</param>
sealed record KnownKey(WriteKey Key, byte[] Sha256, DateTimeOffset? ExpiresAt = null);

/// <summary>The keys of the key store as they were at one time: those that are neither disabled nor revoked.</summary>
/// <param name="ConfirmedAt">When PostgreSQL last said so.</param>
sealed record KeyList(DateTimeOffset ConfirmedAt, IReadOnlyList<KnownKey> Keys);

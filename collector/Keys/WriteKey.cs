namespace Analytics.Collector.Keys;

enum KeyKind
{
    Browser,
    Server,
}

/// <summary>The source and the rights of a known key.</summary>
/// <param name="Id">The key's public id, for logs, metrics and limits; never the key itself.</param>
/// <param name="Origins">The origins whose pages may use it; an empty list means any.</param>
sealed record WriteKey(string Id, string Source, KeyKind Kind, IReadOnlyList<string> Origins)
{
    public KeyPolicy Policy { get; init; } = KeyPolicy.Default;

    public KeyLimits Limits { get; init; } = KeyLimits.None;

    /// <summary>
    /// True when the origin may use the key; a request without an Origin is allowed, because it does not come from a page.
    /// </summary>
    public bool Allows(string? origin) =>
        origin is not { Length: > 0 } || Origins.Count == 0 || Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}

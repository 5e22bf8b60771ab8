namespace Analytics.Collector.Keys;

enum KeyKind
{
    Browser,
    Server,
}

/// <summary>What a known key stands for.</summary>
/// <param name="Id">The key's public name, for logs, metrics and limits; never the key itself.</param>
/// <param name="Origins">The origins from which pages may use it; none means any.</param>
sealed record WriteKey(string Id, string Source, KeyKind Kind, IReadOnlyList<string> Origins)
{
    public KeyPolicy Policy { get; init; } = KeyPolicy.Default;

    public KeyLimits Limits { get; init; } = KeyLimits.None;

    /// <summary>Requests without an Origin do not come from a page; the allow-list is about pages.</summary>
    public bool Allows(string? origin) =>
        origin is not { Length: > 0 } || Origins.Count == 0 || Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}

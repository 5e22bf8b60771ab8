namespace Analytics.Collector.Keys;

enum KeyKind
{
    Browser,
    Server,
}

/// <summary>What a known key stands for.</summary>
sealed record WriteKey(string Source, KeyKind Kind, IReadOnlyList<string> Origins)
{
    /// <summary>Requests without an Origin do not come from a page; the allow-list is about pages.</summary>
    public bool Allows(string? origin) =>
        origin is not { Length: > 0 } || Origins.Count == 0 || Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}

using System.Diagnostics.CodeAnalysis;

namespace Analytics.Collector.Keys;

enum KeyKind
{
    /// <summary>Public: it is in the code of pages and apps.</summary>
    Browser,

    /// <summary>Secret: it may set ip, user agent, historical and old times.</summary>
    Server,

    /// <summary>Secret: it sends rejected events again, in the name of their first receipt, and nothing else.</summary>
    Operator,
}

/// <summary>The source and the rights of a known key.</summary>
/// <param name="Id">The key's public id, for logs, metrics and limits; never the key itself.</param>
/// <param name="Origins">The origins whose pages may use it; an empty list means any.</param>
sealed record WriteKey(string Id, string Source, KeyKind Kind, IReadOnlyList<string> Origins)
{
    public KeyPolicy Policy { get; init; } = KeyPolicy.Default;

    public KeyLimits Limits { get; init; } = KeyLimits.None;

    /// <summary>
    /// The currency of revenue that names none: an ISO 4217 code, upper case. A snapshot of an earlier version has none.
    /// </summary>
    [AllowNull]
    public string Currency
    {
        get;
        init => field = value ?? KeyOptions.DefaultCurrency;
    } = KeyOptions.DefaultCurrency;

    /// <summary>
    /// True when the origin may use the key; a request without one is allowed, because it does not come from a page. No page may use an
    /// operator key.
    /// </summary>
    public bool Allows(string? origin) =>
        origin is not { Length: > 0 }
        || (Kind != KeyKind.Operator && (Origins.Count == 0 || Origins.Contains(origin, StringComparer.OrdinalIgnoreCase)));
}

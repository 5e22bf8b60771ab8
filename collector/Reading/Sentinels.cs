using System.Collections.Frozen;

namespace Analytics.Collector.Reading;

/// <summary>
/// The texts that broken clients send for an unknown user; such an id counts as absent, so that its users are not merged into one.
/// </summary>
static class Sentinels
{
    static readonly FrozenSet<string> _known = FrozenSet.ToFrozenSet(
        [
            "null",
            "undefined",
            "none",
            "nil",
            "nan",
            "[object object]",
            "(null)",
            "00000000-0000-0000-0000-000000000000",
            "00000000000000000000000000000000",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>
    /// The user id of every visitor of a site whose PostHog SDK runs without cookies: the server is to tell its visitors apart.
    /// </summary>
    public const string Cookieless = "$posthog_cookieless";

    public static bool Contains(string text) => string.IsNullOrWhiteSpace(text) || _known.Contains(text.Trim());
}

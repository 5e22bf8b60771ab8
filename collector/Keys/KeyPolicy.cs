namespace Analytics.Collector.Keys;

/// <summary>What a wish for privacy does to an event.</summary>
enum PrivacyAction
{
    /// <summary>Nothing: the wish is not about what this source measures.</summary>
    Ignore,

    /// <summary>The event counts, without anything that says who it was.</summary>
    Anonymize,

    /// <summary>The event is not stored.</summary>
    Drop,
}

/// <summary>A key's privacy policy: what each wish does.</summary>
/// <param name="Gpc">The browser sends Global Privacy Control (<c>Sec-GPC: 1</c>).</param>
/// <param name="Dnt">The browser sends Do Not Track (<c>DNT: 1</c>).</param>
/// <param name="NoConsent">The event carries consent, and analytics is not part of it; or it carries none.</param>
sealed record KeyPolicy(PrivacyAction Gpc, PrivacyAction Dnt, PrivacyAction NoConsent)
{
    public static KeyPolicy Default { get; } = new(PrivacyAction.Anonymize, PrivacyAction.Ignore, PrivacyAction.Ignore);
}

/// <summary>How much a key may send.</summary>
/// <param name="EventsPerSecond">Over time; null is no limit.</param>
/// <param name="Burst">Events at once; null is ten seconds' worth.</param>
sealed record KeyLimits(int? EventsPerSecond, int? Burst)
{
    /// <summary>The largest of either.</summary>
    public const int Most = 1_000_000;

    public const int BurstSeconds = 10;

    public static KeyLimits None { get; } = new(null, null);
}

namespace Analytics.Collector.Keys;

/// <summary>The effect of a privacy wish on an event.</summary>
enum PrivacyAction
{
    /// <summary>The event is stored unchanged.</summary>
    Ignore,

    /// <summary>The event is stored without personal data.</summary>
    Anonymize,

    /// <summary>The event is not stored.</summary>
    Drop,
}

/// <summary>A key's privacy policy: the effect of each wish.</summary>
/// <param name="Gpc">The effect of Global Privacy Control (<c>Sec-GPC: 1</c>).</param>
/// <param name="Dnt">The effect of Do Not Track (<c>DNT: 1</c>).</param>
/// <param name="NoConsent">The effect of an event's consent that does not include analytics, or is absent.</param>
sealed record KeyPolicy(PrivacyAction Gpc, PrivacyAction Dnt, PrivacyAction NoConsent)
{
    public static KeyPolicy Default { get; } = new(PrivacyAction.Anonymize, PrivacyAction.Ignore, PrivacyAction.Ignore);
}

/// <summary>A key's rate limits.</summary>
/// <param name="EventsPerSecond">The sustained rate; null is no limit.</param>
/// <param name="Burst">The events at once; null is ten times the rate.</param>
sealed record KeyLimits(int? EventsPerSecond, int? Burst)
{
    /// <summary>The largest value of either.</summary>
    public const int Most = 1_000_000;

    public const int BurstSeconds = 10;

    public static KeyLimits None { get; } = new(null, null);
}

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>
/// Recognizes the user agents of SDKs in apps, which name the system in the SDK's name: posthog-ios/3.0, analytics-android/4.1.
/// </summary>
static class SdkAgent
{
    static readonly UserAgentFacts _ios = new(null, "iOS", "mobile");
    static readonly UserAgentFacts _android = new(null, "Android", "mobile");
    static readonly UserAgentFacts _either = new(null, null, "mobile");

    /// <param name="lowerCase">The user agent in lower case.</param>
    /// <returns>Null for another user agent.</returns>
    public static UserAgentFacts? Of(string lowerCase)
    {
        var slash = lowerCase.IndexOf('/');
        if (slash <= 0 || lowerCase.AsSpan(0, slash).ContainsAny(' ', '('))
            return null;

        var name = lowerCase.AsSpan(0, slash);
        return name.EndsWith("-ios") || name.EndsWith("-swift") ? _ios
            : name.EndsWith("-android") || name.EndsWith("-kotlin") ? _android
            : name.EndsWith("-react-native") || name.EndsWith("-flutter") ? _either
            : null;
    }
}

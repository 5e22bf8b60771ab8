namespace Analytics.Collector.Privacy;

/// <summary>The settings for reading privacy wishes; each key's policy decides their effect. Section <c>Privacy</c>.</summary>
sealed class PrivacyOptions
{
    public const string Section = "Privacy";

    /// <summary>
    /// The names of the consent categories that mean analytics; by default Segment's, Google's, OneTrust's and Cookiebot's.
    /// </summary>
    public string[] AnalyticsConsent { get; set; } =
    ["analytics", "analytics_storage", "performance", "statistics", "measurement", "C0002"];

    public IEnumerable<string> Validate()
    {
        if (AnalyticsConsent.Length == 0 || AnalyticsConsent.Any(string.IsNullOrWhiteSpace))
            yield return "Privacy:AnalyticsConsent must name at least one category, and none may be blank.";
    }
}

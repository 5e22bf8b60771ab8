namespace Analytics.Collector.Privacy;

/// <summary>How wishes for privacy are read. What they do is each key's own policy. Section <c>Privacy</c>.</summary>
sealed class PrivacyOptions
{
    public const string Section = "Privacy";

    /// <summary>
    /// The categories of consent that mean analytics, by any of their names; Segment's, Google's, OneTrust's and Cookiebot's by default.
    /// </summary>
    public string[] AnalyticsConsent { get; set; } =
    ["analytics", "analytics_storage", "performance", "statistics", "measurement", "C0002"];

    public IEnumerable<string> Mistakes()
    {
        if (AnalyticsConsent.Length == 0 || AnalyticsConsent.Any(string.IsNullOrWhiteSpace))
            yield return "Privacy:AnalyticsConsent must name at least one category, and none may be blank.";
    }
}

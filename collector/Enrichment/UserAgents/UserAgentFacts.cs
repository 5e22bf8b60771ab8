namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>The browser, operating system and device of a user agent; null where unknown.</summary>
/// <param name="Device">The device: mobile, tablet, desktop, tv, bot or other.</param>
sealed record UserAgentFacts(string? Browser, string? Os, string Device)
{
    public bool IsBot => Device == Enrichment.Device.Bot;
}

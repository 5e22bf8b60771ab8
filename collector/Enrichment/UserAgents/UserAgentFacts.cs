namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>What a user agent says by itself; null where it says nothing that is known.</summary>
/// <param name="Device">mobile, tablet, desktop, tv, bot or other.</param>
sealed record UserAgentFacts(string? Browser, string? Os, string Device)
{
    public bool IsBot => Device == Enrichment.Device.Bot;
}

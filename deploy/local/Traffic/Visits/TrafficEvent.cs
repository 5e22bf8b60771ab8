namespace Analytics.Local.Traffic.Visits;

/// <summary>One event to send.</summary>
/// <param name="Id">Its messageId.</param>
/// <param name="Json">The event in the collector's own dialect, UTF-8.</param>
/// <param name="IsValid">False when it is broken on purpose and must be rejected.</param>
/// <param name="Facts">Its content, for the ledger.</param>
sealed record TrafficEvent(string Id, ReadOnlyMemory<byte> Json, bool IsValid, TrafficFacts Facts);

/// <summary>The content of a valid event that dashboards must show.</summary>
/// <param name="Visit">The visit, with source, session, visitor and whether it is a bot's.</param>
/// <param name="User">The user id at that moment.</param>
/// <param name="At">The time of the event, to the millisecond.</param>
/// <param name="IsArrival">True for the page view that carries the visit's referrer and campaign.</param>
readonly record struct TrafficFacts(Visit Visit, Step Step, string? User, DateTimeOffset At, bool IsArrival)
{
    public string Source => Visit.Site.Source;

    public string Type => Step.Kind.Type;

    public string Name => Step.Name;

    /// <summary>The page's path; null on a screen of the app.</summary>
    public string? Path => Visit.Site.IsApp ? null : Step.Page.Path;

    public string Country => Visit.Person.Market.Country;

    public decimal? Revenue => Step.Kind == EventKind.OrderCompleted ? Step.Order!.Revenue : null;

    public string? Currency => Revenue is null ? null : Visit.Person.Market.Currency;

    /// <summary>The acquisition channel; null for an event that is no arrival.</summary>
    public string? Channel => IsArrival ? Visit.Arrival.Channel : null;
}

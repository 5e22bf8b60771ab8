using Analytics.Contracts;

namespace BatchJobs.Tests.Reports;

/// <summary>A session of the generated traffic.</summary>
/// <param name="Channel">The channel that the arrival must have.</param>
/// <param name="Events">The events in order of time, each once.</param>
sealed record Visit(string Source, string SessionId, string Visitor, string Channel, bool IsBot, IReadOnlyList<AnalyticsEvent> Events)
{
    public DateTimeOffset StartedAt => Events[0].OccurredAt!.Value;
    public DateTimeOffset LastAt => Events[^1].OccurredAt!.Value;
    public DateOnly Day => DateOnly.FromDateTime(StartedAt.UtcDateTime);
    public int PageViews => Events.Count(IsPageView);

    public bool IsBounce =>
        PageViews == 1 && Events.All(e => IsPageView(e) || e.Type == "identify") && LastAt - StartedAt < TimeSpan.FromSeconds(10);

    public static bool IsPageView(AnalyticsEvent e) => e.Type is "page" or "screen";
}

using System.Collections.Frozen;

namespace Analytics.Collector.Reading;

/// <summary>Segment's six event types.</summary>
static class EventTypes
{
    public const string Track = "track";
    public const string Page = "page";
    public const string Screen = "screen";
    public const string Identify = "identify";
    public const string Group = "group";
    public const string Alias = "alias";

    public static FrozenSet<string> All { get; } = FrozenSet.ToFrozenSet([Track, Page, Screen, Identify, Group, Alias]);
}

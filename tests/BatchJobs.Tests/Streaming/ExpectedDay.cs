using System.Globalization;
using Analytics.Contracts;
using Analytics.Testing.Ledger;

namespace BatchJobs.Tests.Streaming;

/// <summary>Computes the rows that the warehouse must have for one UTC day, in plain C#: as lines, sorted.</summary>
/// <param name="messages">The messages among which an event may be twice.</param>
/// <param name="day">The day.</param>
/// <param name="isCounted">The messages that the warehouse counts; null for all.</param>
public sealed class ExpectedDay(IReadOnlyList<Message> messages, DateOnly day, Func<Message, bool>? isCounted = null)
{
    /// <summary>The properties that are counted.</summary>
    public static readonly (string Source, string Property)[] Properties = [("web", "plan"), ("web", "count")];

    readonly HashSet<AnalyticsEvent> _historical =
    [
        .. messages.Where(m => m.Topic == StreamedTopics.Topics.Historical).Select(m => m.Event!),
    ];

    readonly DateTimeOffset _from = new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>Historical events count per minute only.</summary>
    public List<string> Seconds => Counts(Unique.Where(e => !IsHistorical(e)), 1);

    public List<string> Minutes => Counts(Unique, 60);

    public List<string> Dimensions => new PlainDimensions(Properties).Lines(Unique);

    public List<string> Late =>
        [
            .. Unique
                .Where(IsLate)
                .GroupBy(e => (At: Bucket(e.OccurredAt!.Value, 60), Source: Key(e.Source, 64), Name: Key(e.Name, 200)))
                .Select(group => $"{group.Key.At}|{group.Key.Source}|{group.Key.Name}|{group.Count()}|{Time(group.Max(e => e.ReceivedAt))}")
                .Order(StringComparer.Ordinal),
        ];

    public List<string> Rejected =>
        [
            .. RejectedOfDay
                .GroupBy(row => (At: Bucket(row.At, 60), row.Source, row.Code))
                .Select(group => $"{group.Key.At}|{group.Key.Source}|{group.Key.Code}|{group.Count()}")
                .Order(StringComparer.Ordinal),
        ];

    public int Events => Unique.Count;

    public int Duplicates => Counted.Count - Unique.Count;

    public int LateEvents => Unique.Count(IsLate);

    List<AnalyticsEvent> Counted => [.. messages.Where(m => m.Event is not null && InDay(m.Event.OccurredAt!.Value)).Select(m => m.Event!)];

    /// <summary>The events of the day, each once.</summary>
    public List<AnalyticsEvent> Unique =>
        [.. First.Where(m => InDay(m.Event!.OccurredAt!.Value) && isCounted?.Invoke(m) is null or true).Select(m => m.Event!)];

    /// <summary>The events of the day and 12 hours around it, each once.</summary>
    public List<AnalyticsEvent> Window => [.. First.Select(m => m.Event!)];

    IEnumerable<Message> First =>
        messages
            .Where(m => m.Event is { OccurredAt: { } at } && at >= _from.AddHours(-12) && at < _from.AddHours(36))
            .GroupBy(m => (m.Event!.Source, m.Event.Channel ?? "", m.Event.EventId))
            .Select(same => same.OrderBy(m => m.Event!.ReceivedAt).ThenBy(m => m.Partition).ThenBy(m => m.Offset).First());

    IEnumerable<(DateTimeOffset At, string Source, string Code)> RejectedOfDay =>
        messages.Where(m => m.Event is null).Select(RejectedRow).Where(row => InDay(row.At));

    static (DateTimeOffset At, string Source, string Code) RejectedRow(Message m) =>
        m.Rejected is { } e ? (e.ReceivedAt, Key(e.Source, 64), e.Code) : (m.AppendedAt, "", RejectionCodes.Unparsable);

    List<string> Counts(IEnumerable<AnalyticsEvent> events, int seconds) =>
        [
            .. events
                .GroupBy(e =>
                    (
                        At: Bucket(e.OccurredAt!.Value, seconds),
                        Source: Key(e.Source, 64),
                        Name: Key(e.Name, 200),
                        Country: Key(e.Country, 2),
                        Device: Key(e.Device, 32),
                        Currency: Key(e.Revenue is null ? null : e.Currency, 3)
                    )
                )
                .Select(g =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{g.Key.At}|{g.Key.Source}|{g.Key.Name}|{g.Key.Country}|{g.Key.Device}|{g.Key.Currency}|{g.Count()}"
                            + $"|{g.Sum(e => e.Revenue ?? 0):0.0000}|{Time(g.Min(e => e.ReceivedAt))}|{Time(g.Max(e => e.ReceivedAt))}"
                    )
                )
                .Order(StringComparer.Ordinal),
        ];

    bool InDay(DateTimeOffset at) => at >= _from && at < _from.AddDays(1);

    // The second was gone when the event arrived: the seconds of two days before the arrival's are kept.
    bool IsLate(AnalyticsEvent e) => !IsHistorical(e) && e.OccurredAt!.Value < e.ReceivedAt!.Value.UtcDateTime.Date.AddDays(-2);

    bool IsHistorical(AnalyticsEvent e) => _historical.Contains(e);

    static long Bucket(DateTimeOffset at, int seconds) => at.ToUnixTimeSeconds() / seconds * seconds;

    static long Time(DateTimeOffset? at) => at!.Value.ToUnixTimeMilliseconds();

    public static string Key(string? text, int length) => PlainDimensions.Key(text, length);
}

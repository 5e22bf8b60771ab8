using Analytics.DashboardPreview.Frames;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>
/// A range, sources, a filter and a comparison of the dashboards of sessions, with the seeded sessions that belong to them.
/// </summary>
/// <param name="Hours">The length of the range.</param>
/// <param name="Ends">The hours from its end to the end of the seed.</param>
/// <param name="Compare">What the dashboards compare the range with.</param>
public sealed record SessionPick(
    int Hours,
    int Ends,
    string[] Sources,
    string Dimension = "channel",
    string Value = "",
    string Compare = SessionPick.Before
)
{
    public const string Before = "the period before";
    public const string Weekdays = "the same weekdays before";
    public const string Year = "a year before";
    public const string Nothing = "nothing";

    public static TheoryData<SessionPick> All =>
        [
            new SessionPick(1, 0, []),
            new SessionPick(24, 0, []),
            new SessionPick(24, 0, ["o'hara"]),
            new SessionPick(24, 30, []),
            new SessionPick(24, 0, [], "utm_campaign", "newsletter-48"),
            new SessionPick(24, 0, [], "entry_page", "/<script>alert(1)</script>"),
            new SessionPick(168, 0, []),
            new SessionPick(720, 0, ["web", "ios"]),
            new SessionPick(720, 0, [], "country", "DE"),
            new SessionPick(78, 60, []),
            new SessionPick(78, 60, ["web"], "country", "DE"),
            new SessionPick(78, 60, [], Compare: Weekdays),
            new SessionPick(24, 0, [], Compare: Weekdays),
            new SessionPick(24, 30, ["web"], Compare: Weekdays),
            new SessionPick(168, 0, [], Compare: Weekdays),
            new SessionPick(168, 0, [], "country", "DE", Weekdays),
            new SessionPick(720, 0, ["web", "ios"], Compare: Weekdays),
            new SessionPick(168, 0, [], Compare: Year),
            new SessionPick(24, 0, [], Compare: Nothing),
            new SessionPick(168, 0, [], Compare: Nothing),
        ];

    bool IsLong => Hours > 48;

    /// <summary>True when closed days come from their sums.</summary>
    public bool IsSummed => IsLong && Value.Length == 0;

    internal DateTimeOffset To(Seeded seeded) => seeded.MergedAt.AddHours(-Ends);

    internal DateTimeOffset From(Seeded seeded) => To(seeded).AddHours(-Hours);

    /// <summary>The begin of what is counted: over more than two days the begin of a UTC day.</summary>
    internal DateTimeOffset Begin(Seeded seeded) => IsLong ? new(From(seeded).UtcDateTime.Date, TimeSpan.Zero) : From(seeded);

    /// <summary>The end of what is counted: over more than two days the end of a UTC day that is over.</summary>
    internal DateTimeOffset End(Seeded seeded) =>
        IsLong && Midnight(To(seeded)) <= seeded.MergedAt ? Midnight(To(seeded)) : Earlier(To(seeded), seeded.MergedAt);

    internal SessionRow[] Now(Seeded seeded) => Between(seeded, Begin(seeded), End(seeded));

    /// <summary>The time by which the range is moved to the one that it is compared with.</summary>
    /// <param name="span">The length that is compared.</param>
    internal TimeSpan Shift(Seeded seeded, TimeSpan span) =>
        Compare switch
        {
            Before => span,
            Weekdays => WholeTimes(To(seeded) - Begin(seeded), TimeSpan.FromDays(7)),
            Year => WholeTimes(To(seeded) - Begin(seeded), TimeSpan.FromDays(364)),
            _ => TimeSpan.Zero,
        };

    /// <summary>The sessions that the range is compared with; the sums of closed days know whole hours only.</summary>
    internal SessionRow[] Compared(Seeded seeded)
    {
        var from = Begin(seeded) - Shift(seeded, End(seeded) - Begin(seeded));
        var to = Compare == Nothing ? from : from + (End(seeded) - Begin(seeded));
        return
        [
            .. Between(seeded, from.AddHours(-1), to.AddHours(1))
                .Where(one =>
                    IsSummed && one.IsClosed
                        ? one.StartedAt >= NearestHour(from) && one.StartedAt < NearestHour(to)
                        : one.StartedAt >= from && one.StartedAt < to
                ),
        ];
    }

    /// <summary>The sessions that a table's change compares.</summary>
    internal (SessionRow[] Now, SessionRow[] Before) Changed(Seeded seeded)
    {
        var (begin, length, before) = ChangedBounds(seeded);
        return (Between(seeded, begin, begin + length), Compare == Nothing ? [] : Between(seeded, before, before + length));
    }

    /// <summary>The begin of what a table's change compares, its length, over two days of whole days only, and the other begin.</summary>
    internal (DateTimeOffset Begin, TimeSpan Length, DateTimeOffset Before) ChangedBounds(Seeded seeded)
    {
        var end = IsLong ? Earlier(Midnight(To(seeded)), Day(seeded.MergedAt)) : To(seeded);
        var length = end - Begin(seeded);
        return (Begin(seeded), length, Begin(seeded) - Shift(seeded, length));
    }

    static TimeSpan WholeTimes(TimeSpan length, TimeSpan unit) => Math.Ceiling(length / unit) * unit;

    static DateTimeOffset Day(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);

    static DateTimeOffset Midnight(DateTimeOffset time) => Day(time) == time ? time : Day(time).AddDays(1);

    static DateTimeOffset NearestHour(DateTimeOffset time) => Day(time).AddHours(Math.Floor((time - Day(time)).TotalHours + 0.5));

    static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    /// <summary>The change of each shown row, null where the period before has nothing of its value.</summary>
    internal static IEnumerable<double?> Changes(
        (SessionRow[] Now, SessionRow[] Before) compared,
        SessionRow[][] shown,
        Func<SessionRow, string> value,
        Func<SessionRow, double> figure
    ) =>
        shown.Select(rows =>
        {
            var of = (SessionRow[] all) => all.Where(one => value(one) == value(rows[0])).Sum(figure);
            return of(compared.Before) is > 0 and var before ? (of(compared.Now) / before) - 1 : (double?)null;
        });

    /// <summary>The visitors of a table's row: distinct ones, over more than two days those of each UTC day added up.</summary>
    internal double? Visitors(SessionRow[] rows) =>
        rows.Select(one => (one.Source, one.Visitor, Day: IsLong ? one.StartedAt.UtcDateTime.Date : default)).Distinct().Count();

    internal SessionRow[] Between(Seeded seeded, DateTimeOffset from, DateTimeOffset to) =>
        [
            .. seeded.Sessions.Sessions.Where(one =>
                !one.IsBot
                && one.StartedAt >= from
                && one.StartedAt < to
                && (Sources.Length == 0 || Sources.Contains(one.Source))
                && (Value.Length == 0 || one.Value(Dimension) == Value)
            ),
        ];

    internal Task<Frame> AskAsync(ShownDashboard shown, Seeded seeded, string title, params (string Variable, string Value)[] others) =>
        shown.AskAsync(
            title,
            From(seeded),
            To(seeded),
            Sources,
            [("dimension", Dimension), ("value", Value), ("compare", Compare), .. others]
        );
}

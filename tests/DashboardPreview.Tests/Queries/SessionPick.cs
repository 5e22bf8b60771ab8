using Analytics.DashboardPreview.Frames;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>A range, sources and a filter of the dashboards of sessions, with the seeded sessions that belong to them.</summary>
/// <param name="Hours">The length of the range.</param>
/// <param name="Ends">The hours from its end to the end of the seed.</param>
public sealed record SessionPick(int Hours, int Ends, string[] Sources, string Dimension = "channel", string Value = "")
{
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
        ];

    bool IsLong => Hours > 48;

    /// <summary>True when closed days come from their sums.</summary>
    public bool IsSummed => IsLong && Value.Length == 0;

    internal DateTimeOffset To(Seeded seeded) => seeded.MergedAt.AddHours(-Ends);

    internal DateTimeOffset From(Seeded seeded) => To(seeded).AddHours(-Hours);

    /// <summary>The begin of what is counted: over more than two days the begin of a UTC day.</summary>
    internal DateTimeOffset Begin(Seeded seeded) => IsLong ? new(From(seeded).UtcDateTime.Date, TimeSpan.Zero) : From(seeded);

    internal SessionRow[] Now(Seeded seeded) => Between(seeded, Begin(seeded), To(seeded));

    /// <summary>The sessions of the period before; the sums of closed days know only whole hours of its first day.</summary>
    internal SessionRow[] Before(Seeded seeded)
    {
        var begin = Begin(seeded) - (To(seeded) - Begin(seeded));
        return
        [
            .. Between(seeded, begin, Begin(seeded))
                .Where(one => !IsSummed || !one.IsClosed || one.StartedAt.Date.AddHours(one.StartedAt.Hour) >= begin.DateTime),
        ];
    }

    /// <summary>The sessions that a table's change compares: the range and the one before; over two days whole days only.</summary>
    internal (SessionRow[] Now, SessionRow[] Before) Compared(Seeded seeded)
    {
        var end = IsLong ? new(To(seeded).UtcDateTime.Date, TimeSpan.Zero) : To(seeded);
        var begin = Begin(seeded);
        return (Between(seeded, begin, end), Between(seeded, begin - (end - begin), begin));
    }

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
        shown.AskAsync(title, From(seeded), To(seeded), Sources, [("dimension", Dimension), ("value", Value), .. others]);
}

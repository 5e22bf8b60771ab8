namespace EndToEnd.Tests.Batch;

/// <summary>A session's row in the warehouse.</summary>
sealed record SessionRow(
    DateOnly Day,
    string Visitor,
    DateTime StartedAt,
    DateTime LastAt,
    int Events,
    int PageViews,
    bool IsBounce,
    string? EntryPath,
    string? ExitPath
);

/// <summary>A minute's sum in the warehouse.</summary>
sealed record MinuteRow(DateTime Minute, string Name, string Currency, long Events, decimal Revenue);

/// <summary>A page's count of a minute in the warehouse.</summary>
sealed record PageRow(DateTime Minute, string Path, long Events, long PageViews);

/// <summary>A day's figures in the warehouse.</summary>
/// <param name="Revenue">The amount of each currency, as text: <c>EUR 1.20, PLN 3.00</c>.</param>
sealed record DayRow(
    DateOnly Day,
    long Visitors,
    long NewVisitors,
    long Sessions,
    long Bounces,
    long PageViews,
    long Events,
    string Revenue
);

/// <summary>Computes from the sent events, without Spark and SQL, what the warehouse must hold.</summary>
static class ExpectedFigures
{
    static readonly TimeSpan _inactivity = TimeSpan.FromMinutes(30);
    static readonly TimeSpan _bounce = TimeSpan.FromSeconds(10);

    public static List<MinuteRow> Minutes(IEnumerable<SentVisit> sent) =>
        [
            .. sent.GroupBy(visit => (Minute(visit.At), visit.Name, Currency: visit.Revenue is null ? "" : visit.Currency!))
                .Select(group => new MinuteRow(
                    group.Key.Item1,
                    group.Key.Name,
                    group.Key.Currency,
                    group.Count(),
                    group.Sum(visit => visit.Revenue ?? 0)
                ))
                .OrderBy(row => row.ToString(), StringComparer.Ordinal),
        ];

    public static List<PageRow> Pages(IEnumerable<SentVisit> sent) =>
        [
            .. sent.Where(visit => visit.Path is not null)
                .GroupBy(visit => (Minute(visit.At), visit.Path))
                .Select(group => new PageRow(group.Key.Item1, group.Key.Path!, group.Count(), group.Count()))
                .OrderBy(row => row.ToString(), StringComparer.Ordinal),
        ];

    public static List<SessionRow> Sessions(IEnumerable<SentVisit> sent) =>
        [
            .. sent.GroupBy(visit => (visit.Visitor, visit.SessionId))
                .SelectMany(group =>
                    group.Key.SessionId is null
                        ? Split(group)
                        :
                        [
                            [.. group],
                        ]
                )
                .Select(Session)
                .OrderBy(row => row.ToString(), StringComparer.Ordinal),
        ];

    public static List<DayRow> Days(IReadOnlyCollection<SentVisit> sent)
    {
        var sessions = Sessions(sent).ToLookup(session => session.Day);
        var first = sent.GroupBy(visit => visit.Visitor).ToLookup(visits => visits.Min(visit => visit.Day));
        return
        [
            .. sent.GroupBy(visit => visit.Day)
                .OrderBy(day => day.Key)
                .Select(day => new DayRow(
                    day.Key,
                    day.Select(visit => visit.Visitor).Distinct().Count(),
                    first[day.Key].Count(),
                    sessions[day.Key].Count(),
                    sessions[day.Key].Count(session => session.IsBounce),
                    day.Count(visit => visit.Path is not null),
                    day.Count(),
                    string.Join(
                        ", ",
                        day.Where(visit => visit.Revenue is not null)
                            .GroupBy(visit => visit.Currency!)
                            .OrderBy(currency => currency.Key, StringComparer.Ordinal)
                            .Select(currency => $"{currency.Key} {currency.Sum(visit => visit.Revenue!.Value):0.00}")
                    )
                )),
        ];
    }

    static IEnumerable<List<SentVisit>> Split(IEnumerable<SentVisit> visits)
    {
        var session = new List<SentVisit>();
        foreach (var visit in visits.OrderBy(visit => visit.At))
        {
            if (session.Count > 0 && visit.At - session[^1].At > _inactivity)
            {
                yield return session;
                session = [];
            }

            session.Add(visit);
        }

        yield return session;
    }

    static SessionRow Session(List<SentVisit> visits)
    {
        var inOrder = visits.OrderBy(visit => visit.At).ThenBy(visit => visit.Id, StringComparer.Ordinal).ToList();
        var pages = inOrder.Where(visit => visit.Path is not null).ToList();
        return new SessionRow(
            inOrder[0].Day,
            inOrder[0].Visitor,
            inOrder[0].At.UtcDateTime,
            inOrder[^1].At.UtcDateTime,
            inOrder.Count,
            pages.Count,
            pages.Count == 1 && inOrder.Count == 1 && inOrder[^1].At - inOrder[0].At < _bounce,
            pages.FirstOrDefault()?.Path,
            pages.LastOrDefault()?.Path
        );
    }

    static DateTime Minute(DateTimeOffset at) => at.UtcDateTime.AddTicks(-(at.UtcDateTime.Ticks % TimeSpan.TicksPerMinute));
}

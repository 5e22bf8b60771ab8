using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Transforms;
using Analytics.Contracts;

namespace BatchJobs.Tests.Reports;

/// <summary>Computes the results of a day from the visits by plain loops; each row is a line of values separated by bars.</summary>
sealed partial class PlainReport(IReadOnlyList<Visit> visits, DateOnly day)
{
    readonly List<Visit> _people = [.. visits.Where(visit => !visit.IsBot)];

    List<Visit> Begun => [.. _people.Where(visit => visit.Day == day)];

    List<AnalyticsEvent> OfDay => [.. _people.SelectMany(visit => visit.Events).Where(e => DayOf(e) == day)];

    /// <summary>source, visitors, new visitors, sessions, bounces, page views, p50, p90, events, revenue.</summary>
    public IEnumerable<string> Summary() =>
        Sorted(
            OfDay
                .Select(e => e.Source!)
                .Concat(Begun.Select(visit => visit.Source))
                .Distinct()
                .Select(source =>
                    (
                        Source: source,
                        Events: OfDay.Where(e => e.Source == source).ToList(),
                        Begun: Begun.Where(v => v.Source == source).ToList()
                    )
                )
                .Select(of =>
                    Line(
                        of.Source,
                        of.Events.Select(e => e.AnonymousId).Distinct().Count(),
                        of.Events.Select(e => e.AnonymousId!).Distinct().Count(visitor => FirstDay(of.Source, visitor) == day),
                        of.Begun.Count,
                        of.Begun.Count(visit => visit.IsBounce),
                        of.Events.Count(Visit.IsPageView),
                        Percentile(of.Begun, 0.5),
                        Percentile(of.Begun, 0.9),
                        of.Events.Count,
                        Revenue(of.Events)
                    )
                )
        );

    /// <summary>source, grain, cohort, period, visitors.</summary>
    public IEnumerable<string> Retention()
    {
        var monday = RetentionCohorts.MondayOf(day);
        var visitors = _people.Select(visit => (visit.Source, visit.Visitor)).Distinct().ToList();
        var byDay = visitors
            .Select(of => (of.Source, Cohort: FirstDay(of.Source, of.Visitor), Came: Came(of.Source, of.Visitor, day, day)))
            .Where(of => of.Cohort <= day && of.Cohort > day.AddDays(-31))
            .GroupBy(of => (of.Source, of.Cohort))
            .Select(of =>
                Line(of.Key.Source, "day", of.Key.Cohort, day.DayNumber - of.Key.Cohort.DayNumber, of.Count(visitor => visitor.Came))
            );
        var byWeek = visitors
            .Select(of =>
                (
                    of.Source,
                    Cohort: RetentionCohorts.MondayOf(FirstDay(of.Source, of.Visitor)),
                    Came: Came(of.Source, of.Visitor, monday, monday.AddDays(6))
                )
            )
            .Where(of => of.Cohort <= monday && of.Cohort > monday.AddDays(-7 * 26))
            .GroupBy(of => (of.Source, of.Cohort))
            .Select(of =>
                Line(
                    of.Key.Source,
                    "week",
                    of.Key.Cohort,
                    (monday.DayNumber - of.Key.Cohort.DayNumber) / 7,
                    of.Count(visitor => visitor.Came)
                )
            );
        return Sorted(byDay.Concat(byWeek));
    }

    /// <summary>source, from, to, steps.</summary>
    public IEnumerable<string> Steps() =>
        Sorted(
            _people
                .SelectMany(visit =>
                    visit.Events.Where(Visit.IsPageView).ToList() is var views
                        ? views.Zip(views.Skip(1)).Where(step => DayOf(step.Second) == day)
                        : []
                )
                .GroupBy(step => (step.First.Source, step.First.PagePath, step.Second.PagePath))
                .GroupBy(pair => pair.Key.Source)
                .SelectMany(pairs => Frequent([.. pairs]))
        );

    /// <summary>source, path, views, milliseconds.</summary>
    public IEnumerable<string> PageTimes() =>
        Sorted(
            _people
                .SelectMany(visit =>
                    visit.Events.Where(Visit.IsPageView).ToList() is var views ? views.Zip(views.Skip(1).Append(visit.Events[^1])) : []
                )
                .Where(read => DayOf(read.First) == day && read.First.OccurredAt != read.Second.OccurredAt)
                .GroupBy(read => (read.First.Source, read.First.PagePath))
                .Select(views =>
                    Line(
                        views.Key.Source,
                        views.Key.PagePath,
                        views.Count(),
                        views.Sum(read => (long)(read.Second.OccurredAt - read.First.OccurredAt)!.Value.TotalMilliseconds)
                    )
                )
        );

    /// <summary>funnel, source, step, visitors, median seconds.</summary>
    public IEnumerable<string> Funnel(Funnel funnel) =>
        Sorted(
            Chains(funnel)
                .GroupBy(of => of.Source)
                .SelectMany(source =>
                    funnel
                        .Steps.Index()
                        .Select(step =>
                            Line(
                                funnel.Name,
                                source.Key,
                                step.Index + 1,
                                source.Count(of => of.Chain.Count > step.Index),
                                BruteForceFunnel.Median(source.Select(of => of.Chain), step.Index)
                            )
                        )
                )
        );

    /// <summary>source, funnel, touch, channel, visitors.</summary>
    public IEnumerable<string> Attribution(Funnel funnel) =>
        Sorted(
            Chains(funnel)
                .Where(of => of.Chain.Count == funnel.Steps.Count)
                .SelectMany(of =>
                    (IEnumerable<(string Source, string Touch, string Channel)>)
                        [(of.Source, "first", First(of.Source, of.Visitor)), (of.Source, "last", Last(of.Source, of.Visitor))]
                )
                .GroupBy(touch => touch)
                .Select(touch => Line(touch.Key.Source, funnel.Name, touch.Key.Touch, touch.Key.Channel, touch.Count()))
        );

    IEnumerable<(string Source, string Visitor, List<long> Chain)> Chains(Funnel funnel) =>
        _people
            .GroupBy(visit => (visit.Source, visit.Visitor))
            .Select(of =>
                (
                    of.Key.Source,
                    of.Key.Visitor,
                    BruteForceFunnel.Chain(
                        [
                            .. of.SelectMany(visit => visit.Events)
                                .Where(e => DayOf(e) >= day)
                                .Select(e => new Act(e.OccurredAt!.Value.ToUnixTimeMilliseconds(), Takes(funnel, e))),
                        ],
                        funnel.Steps.Count,
                        funnel.Window,
                        new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds()
                    )
                )
            )
            .Where(of => of.Item3.Count > 0);

    static int[] Takes(Funnel funnel, AnalyticsEvent e) =>
        [.. funnel.Steps.Index().Where(step => step.Item.Event == e.Name).Select(step => step.Index)];

    string First(string source, string visitor) =>
        _people.Where(visit => visit.Source == source && visit.Visitor == visitor).MinBy(visit => visit.StartedAt)!.Channel;

    string Last(string source, string visitor) =>
        Begun
            .Where(visit => visit.Source == source && visit.Visitor == visitor && visit.Channel != "direct")
            .MaxBy(visit => visit.StartedAt)
            ?.Channel
        ?? "direct";
}

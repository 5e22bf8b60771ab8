using System.Globalization;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Transforms;
using Analytics.Contracts;
using BatchJobs.Tests.Reports;
using CsCheck;
using Microsoft.Spark.Sql;

namespace BatchJobs.Tests.Transforms;

/// <content>The visits, and how they are counted.</content>
public sealed partial class FunnelsTests
{
    void Check(Funnel funnel, List<List<(int Seconds, string Name)>> visitors)
    {
        var start = (int)(_evening - _midnight).TotalSeconds;
        var events = visitors.SelectMany((acts, number) => acts.Select(act => Event($"v{number}", act.Name, start + act.Seconds)));
        var chains = visitors
            .Select(acts => acts.Select(act => new Act(_evening.AddSeconds(act.Seconds).ToUnixTimeMilliseconds(), Takes(funnel, act.Name))))
            .Select(acts =>
                BruteForceFunnel.Chain([.. acts], funnel.Steps.Count, funnel.Window, _midnight.AddDays(1).ToUnixTimeMilliseconds())
            )
            .ToList();
        var expected = funnel.Steps.Select(
            (step, number) =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"web||{number + 1}|{step.Name}|{chains.Count(chain => chain.Count > number)}|"
                        + $"{BruteForceFunnel.Median(chains, number):0.0#}"
                )
        );

        Assert.Equal(
            chains.Any(chain => chain.Count > 0) ? expected : [],
            Lines(Funnels.Steps([funnel], _day, Chains(funnel, [.. events])))
        );
    }

    static int[] Takes(Funnel funnel, string name) =>
        [.. funnel.Steps.Index().Where(step => step.Item.Event == name).Select(step => step.Index)];

    static FunnelStep Step(string name) => new($"step {name}", name, new Dictionary<string, string>());

    static IEnumerable<AnalyticsEvent> Visit(string visitor, params (string Name, int Seconds)[] acts) =>
        acts.Select(act => Event(visitor, act.Name, act.Seconds));

    static AnalyticsEvent Event(string visitor, string name, int seconds) =>
        new()
        {
            EventId = "e",
            Source = "web",
            Type = "track",
            Name = name,
            AnonymousId = visitor,
            OccurredAt = _midnight.AddSeconds(seconds),
            ReceivedAt = _midnight.AddSeconds(seconds),
        };

    DataFrame Chains(Funnel funnel, IReadOnlyList<AnalyticsEvent> events) =>
        Funnels.Chains(funnel, _day, Frames.Events(spark.Session, events));

    static List<string> Lines(DataFrame steps) => Frames.Lines(steps, "source", "value", "step", "name", "visitors", "median_seconds");
}

using Analytics.DashboardPreview.Frames;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>Compares the panels of funnels, paths and attribution with the seeded rows.</summary>
public sealed class FunnelValuesTests(SeededWarehouse warehouse)
{
    const int Days = 30;

    public static TheoryData<string, string, string[]> Picks =>
        new()
        {
            { "checkout", "channel", [] },
            { "signup", "device", ["web"] },
            { "checkout", "device", ["ios", "o'hara"] },
        };

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task The_panels_of_a_funnel_show_the_seeded_rows(string funnel, string breakdown, string[] sources)
    {
        var (seeded, shown, rows) = await RowsAsync(funnel, sources);
        await using var _ = shown;
        var expected = Steps(rows.Where(row => row.Breakdown.Length == 0));

        var bars = await AskAsync(shown, seeded, "Funnel", funnel, breakdown, sources);
        var table = await AskAsync(shown, seeded, "Funnel steps", funnel, breakdown, sources);

        Assert.Equal(expected.Select(step => $"{step.Step} {step.Name}"), bars.Texts("step"));
        Assert.Equal(expected.Select(step => (double?)step.Visitors), bars.Numbers("visitors"));
        Assert.Equal(SeededReport.Funnels[funnel], table.Texts("name"));
        Assert.Equal(expected.Select(step => (double?)step.Visitors), table.Numbers("visitors"));
        CheckShares(table, expected);
        Assert.Equal(
            expected.Select((step, at) => at == 0 ? null : (double?)expected[at - 1].Visitors - step.Visitors),
            table.Numbers("lost"),
            Columns.Near
        );
    }

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task The_panels_of_a_breakdown_show_the_seeded_rows(string funnel, string breakdown, string[] sources)
    {
        var (seeded, shown, rows) = await RowsAsync(funnel, sources);
        await using var _ = shown;
        var expected = rows.Where(row => row.Breakdown == breakdown)
            .GroupBy(row => row.Value)
            .Select(value => (Value: value.Key, Steps: Steps(value), Completed: Completed(value)))
            .OrderByDescending(value => value.Steps[0].Visitors)
            .ThenBy(value => value.Value, StringComparer.Ordinal)
            .ToArray();

        var bars = await AskAsync(shown, seeded, "Completed, by breakdown", funnel, breakdown, sources);
        var table = await AskAsync(shown, seeded, "Funnel steps, by breakdown", funnel, breakdown, sources);

        Assert.Equal(expected.Select(value => value.Value), bars.Texts("value"));
        Assert.Equal(expected.Select(value => (double?)value.Completed / value.Steps[0].Visitors), bars.Numbers("completed"), Columns.Near);
        Assert.Equal(expected.SelectMany(value => value.Steps.Select(step => step.Name)), table.Texts("name"));
        Assert.Equal(expected.SelectMany(value => value.Steps.Select(_ => value.Value)), table.Texts("value"));
        Assert.Equal(
            expected.SelectMany(value => value.Steps.Select(step => (double?)step.Visitors)),
            table.Numbers("visitors"),
            Columns.Near
        );
        Assert.Equal(
            expected.SelectMany(value => value.Steps.Select(step => (double?)step.Visitors / value.Steps[0].Visitors)),
            table.Numbers("of first"),
            Columns.Near
        );
        Assert.Equal(expected.SelectMany(value => value.Steps.Select(step => step.Seconds)), table.Numbers("median time"), Columns.Near);
    }

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task The_values_of_a_breakdown_add_up_to_all_visitors(string funnel, string breakdown, string[] sources)
    {
        var (seeded, shown, _) = await RowsAsync(funnel, sources);
        await using var __ = shown;

        var all = await AskAsync(shown, seeded, "Funnel steps", funnel, breakdown, sources);
        var byValue = await AskAsync(shown, seeded, "Funnel steps, by breakdown", funnel, breakdown, sources);

        Assert.Equal(
            all.Numbers("step").Zip(all.Numbers("visitors")),
            byValue
                .Numbers("step")
                .Zip(byValue.Numbers("visitors"))
                .GroupBy(row => row.First)
                .Select(step => (step.Key, step.Sum(row => row.Second)))
        );
    }

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task The_panels_of_paths_and_attribution_show_the_seeded_rows(string funnel, string breakdown, string[] sources)
    {
        var (seeded, shown, _) = await RowsAsync(funnel, sources);
        await using var __ = shown;
        var paths = seeded.Report.Paths.Where(row => InRange(seeded, row.Day) && Picked(sources, row.Source)).ToArray();
        var top = paths
            .GroupBy(row => (row.From, row.To))
            .Select(step => (step.Key.From, step.Key.To, Steps: step.Sum(row => row.Steps)))
            .OrderByDescending(step => step.Steps)
            .ThenBy(step => step.From, StringComparer.Ordinal)
            .ThenBy(step => step.To, StringComparer.Ordinal)
            .Take(20)
            .ToArray();
        var touches = seeded
            .Report.Touches.Where(row => row.Funnel == funnel && InRange(seeded, row.Day) && Picked(sources, row.Source))
            .GroupBy(row => row.Channel)
            .OrderByDescending(channel => channel.Sum(row => row.Visitors))
            .ThenBy(channel => channel.Key, StringComparer.Ordinal)
            .ToArray();

        var table = await AskAsync(shown, seeded, "Page to page", funnel, breakdown, sources);
        var bars = await AskAsync(shown, seeded, "Attribution, first and last touch", funnel, breakdown, sources);

        Assert.Equal(top.Select(step => (step.From, step.To)), table.Texts("from").Zip(table.Texts("to"), (from, to) => (from!, to!)));
        Assert.Equal(top.Select(step => (double?)step.Steps), table.Numbers("steps"));
        Assert.Equal(top.Select(step => (double?)step.Steps / paths.Sum(row => row.Steps)), table.Numbers("share"), Columns.Near);
        Assert.Equal(touches.Select(channel => channel.Key), bars.Texts("channel"));
        foreach (var touch in new[] { "first", "last" })
        {
            Assert.Equal(
                touches.Select(channel => (double?)channel.Where(row => row.Touch == touch).Sum(row => row.Visitors)),
                bars.Numbers(touch)
            );
        }
    }

    static void CheckShares(Frame table, StepSum[] expected)
    {
        Assert.Equal(
            expected.Select((step, at) => at == 0 ? null : (double?)step.Visitors / expected[at - 1].Visitors),
            table.Numbers("converted"),
            Columns.Near
        );
        Assert.Equal(expected.Select(step => (double?)step.Visitors / expected[0].Visitors), table.Numbers("of first"), Columns.Near);
        Assert.Equal(expected.Select(step => step.Seconds), table.Numbers("median time"), Columns.Near);
    }

    static Task<Frame> AskAsync(ShownDashboard shown, Seeded seeded, string title, string funnel, string breakdown, string[] sources) =>
        shown.AskAsync(title, seeded.MergedAt.AddDays(-Days), seeded.MergedAt, sources, ("funnel", funnel), ("breakdown", breakdown));

    async Task<(Seeded Seeded, ShownDashboard Shown, FunnelRow[] Rows)> RowsAsync(string funnel, string[] sources)
    {
        var seeded = await warehouse.ReadyAsync();
        var rows = seeded.Report.Funnels.Where(row => row.Funnel == funnel && InRange(seeded, row.Day) && Picked(sources, row.Source));
        return (seeded, new ShownDashboard(seeded, ShownDashboard.Retention), [.. rows]);
    }

    static bool InRange(Seeded seeded, DateOnly day) => day >= seeded.Today.AddDays(-Days);

    static bool Picked(string[] sources, string source) => sources.Length == 0 || sources.Contains(source);

    // A funnel may have had fewer steps on an earlier day.
    static long Completed(IEnumerable<FunnelRow> rows) =>
        rows.GroupBy(row => row.Day).Sum(day => day.Where(row => row.Step == day.Max(one => one.Step)).Sum(row => row.Visitors));

    static StepSum[] Steps(IEnumerable<FunnelRow> rows) =>
        [
            .. rows.GroupBy(row => row.Step)
                .OrderBy(step => step.Key)
                .Select(step =>
                {
                    var timed = step.Where(row => row.MedianSeconds is not null).ToArray();
                    return new StepSum(
                        step.Key,
                        step.MaxBy(row => row.Day)!.Name,
                        step.Sum(row => row.Visitors),
                        timed.Length == 0 ? null : timed.Sum(row => row.MedianSeconds * row.Visitors) / timed.Sum(row => row.Visitors)
                    );
                }),
        ];

    sealed record StepSum(int Step, string Name, long Visitors, double? Seconds);
}

using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>Compares what <c>trust.json</c> says about live and lake with the seeded differences and events.</summary>
public sealed class TrustValuesTests(SeededWarehouse warehouse)
{
    public static TheoryData<int, string[]> Ranges =>
        new()
        {
            { 7, [] },
            { 30, ["web"] },
            { 90, ["ios", "o'hara"] },
        };

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task Differences_of_every_run_and_duplicates_of_the_newest(int days, string[] sources)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, ShownDashboard.Trust);
        var totals = Totals(seeded, days, sources);
        var newest = Newest(totals);

        Assert.Equal([totals.Sum(row => row.Unexplained)], await NumberAsync("Unexplained difference", "events"));
        Assert.Equal([newest.Sum(row => row.Duplicates)], await NumberAsync("Duplicates removed", "events"));
        Assert.Equal([newest.Sum(row => row.Late)], await NumberAsync("Late, folded in", "events"));
        Assert.Equal(
            [seeded.Operations.Unchecked.Count(day => day >= seeded.Today.AddDays(-days))],
            await NumberAsync("Days not checked", "days")
        );
        // Only of the source web something is unexplained: a loss, one less than the duplicates, an excess later, and names that cancel.
        Assert.Equal(sources is [] or ["web"], totals.Any(row => row.Unexplained > 0));

        async Task<IReadOnlyList<double?>> NumberAsync(string title, string column) =>
            (await shown.AskAsync(title, seeded.MergedAt.AddDays(-days), seeded.MergedAt, sources)).Numbers(column);
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task The_panel_Live_against_lake_by_day_shows_the_seeded_rows(int days, string[] sources)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, ShownDashboard.Trust);
        var byDay = Newest(Totals(seeded, days, sources)).GroupBy(row => row.Day).OrderBy(day => day.Key).ToArray();

        var frame = await shown.AskAsync("Live against lake by day", seeded.MergedAt.AddDays(-days), seeded.MergedAt, sources);

        Assert.Equal(byDay.Select(day => day.Key), frame.Days("day"));
        Assert.Equal(byDay.Select(day => (double?)day.Sum(row => row.Live)), frame.Numbers("live"));
        Assert.Equal(byDay.Select(day => (double?)day.Sum(row => row.Lake)), frame.Numbers("lake"));
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task The_table_lists_what_differs_and_the_unexplained_first(int days, string[] sources)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, ShownDashboard.Trust);
        var differing = seeded
            .Operations.Differences.Where(row => In(seeded, days, sources, row))
            .Where(row => row.Live != row.Lake || row.Duplicates > 0 || row.Late > 0)
            .OrderByDescending(row => row.Unexplained > 0)
            .ThenByDescending(row => row.Day)
            .ThenBy(row => row.Source, StringComparer.Ordinal)
            .ThenBy(row => row.Name, StringComparer.Ordinal)
            .ThenBy(row => row.RunId, StringComparer.Ordinal)
            .Take(200)
            .ToArray();

        var frame = await shown.AskAsync("Differences by day, source and name", seeded.MergedAt.AddDays(-days), seeded.MergedAt, sources);

        Assert.Equal(differing.Select(row => $"{row.Day:yyyy-MM-dd}"), frame.Texts("day"));
        Assert.Equal(differing.Select(row => row.Source), frame.Texts("source"));
        Assert.Equal(differing.Select(row => row.Name.Length == 0 ? "(total)" : row.Name), frame.Texts("name"));
        Assert.Equal(differing.Select(row => (double?)row.Unexplained), frame.Numbers("unexplained"));
        Assert.Equal(differing.Select(row => (double?)(row.Live - row.Lake)), frame.Numbers("difference"));
        Assert.Equal(differing.Select(row => (double?)row.Late), frame.Numbers("late"));
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task The_panel_of_completeness_shows_the_last_seven_whole_days(int days, string[] sources)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, ShownDashboard.Trust);
        var events = seeded
            .Events.Select(one =>
                (
                    At: DateTimeOffset.FromUnixTimeSeconds(one.Second),
                    one.Source,
                    Counted: one.Code.Length == 0 ? 1L : 0,
                    Rejected: one.Code.Length == 0 ? 0L : 1,
                    Late: 0L
                )
            )
            .Concat(seeded.Operations.EarlierMinutes.Select(row => (At: row.Minute, row.Source, row.Counted, row.Rejected, row.Late)))
            .Where(row => row.At >= Day(seeded, -6) && (sources.Length == 0 || sources.Contains(row.Source)))
            .ToArray();
        var byDay = events.GroupBy(row => DateOnly.FromDateTime(row.At.UtcDateTime)).OrderBy(day => day.Key).ToArray();
        var bySource = events
            .GroupBy(row => row.Source)
            .Select(source =>
                (
                    source.Key,
                    Counted: source.Sum(row => row.Counted),
                    Rejected: source.Sum(row => row.Rejected),
                    Late: source.Sum(row => row.Late)
                )
            )
            .OrderByDescending(source => source.Counted)
            .ToArray();

        var bars = await shown.AskAsync("Completeness by day", seeded.MergedAt.AddDays(-days), seeded.MergedAt, sources);
        var table = await shown.AskAsync("Completeness by source", seeded.MergedAt.AddDays(-days), seeded.MergedAt, sources);

        Assert.Equal(byDay.Select(day => day.Key), bars.Days("day"));
        Assert.Equal(byDay.Select(day => (double?)day.Sum(row => row.Counted)), bars.Numbers("counted"));
        Assert.Equal(byDay.Select(day => (double?)day.Sum(row => row.Rejected)), bars.Numbers("rejected"));
        Assert.Equal(bySource.Select(source => source.Key), table.Texts("source"));
        Assert.Equal(bySource.Select(source => (double?)source.Late), table.Numbers("late"));
        Assert.All(table.Numbers("other"), other => Assert.Equal(0, other));
        var duplicates = Newest(Totals(seeded, 6, sources));
        Assert.Equal(
            bySource.Select(source => (double?)duplicates.Where(row => row.Source == source.Key).Sum(row => row.Duplicates)),
            table.Numbers("duplicates")
        );
        var codes = Rejected(seeded, 6, sources);
        Assert.Equal(
            bySource.Select(source =>
                string.Join(
                    ", ",
                    codes
                        .Where(row => row.Source == source.Key)
                        .GroupBy(row => row.Code)
                        .Select(code => (code.Key, Events: code.Sum(row => row.Events)))
                        .OrderByDescending(code => code.Events)
                        .ThenBy(code => code.Key, StringComparer.Ordinal)
                        .Select(code => $"{code.Key} {code.Events}")
                )
            ),
            table.Texts("rejected for")
        );
        Assert.Equal(
            bySource.Select(source => (double?)source.Counted / (source.Counted + source.Rejected)),
            table.Numbers("complete"),
            Columns.Near
        );
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task The_panel_Rejected_by_day_source_and_code_shows_the_seeded_rows(int days, string[] sources)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, ShownDashboard.Trust);

        var frame = await shown.AskAsync("Rejected by day, source and code", seeded.MergedAt.AddDays(-days), seeded.MergedAt, sources);

        var expected = Rejected(seeded, days, sources)
            .GroupBy(row => (Day: DateOnly.FromDateTime(row.At.UtcDateTime), row.Source, row.Code))
            .Select(group => (group.Key, Events: (double?)group.Sum(row => row.Events)))
            .OrderByDescending(row => row.Key.Day)
            .ThenByDescending(row => row.Events)
            .ThenBy(row => row.Key.Source, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Code, StringComparer.Ordinal)
            .ToArray();
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(row => $"{row.Key.Day:yyyy-MM-dd}"), frame.Texts("day"));
        Assert.Equal(expected.Select(row => row.Key.Source), frame.Texts("source"));
        Assert.Equal(expected.Select(row => row.Key.Code), frame.Texts("code"));
        Assert.Equal(expected.Select(row => row.Events), frame.Numbers("events"));
    }

    static (DateTimeOffset At, string Source, string Code, long Events)[] Rejected(Seeded seeded, int days, string[] sources) =>
        [
            .. seeded
                .Events.Where(one => one.Code.Length > 0)
                .Select(one => (At: DateTimeOffset.FromUnixTimeSeconds(one.Second), one.Source, one.Code, Events: 1L))
                .Concat(
                    seeded.Operations.EarlierMinutes.Select(row => (At: row.Minute, row.Source, Code: "user_missing", Events: row.Rejected))
                )
                .Where(row => row.At >= Day(seeded, -days) && (sources.Length == 0 || sources.Contains(row.Source))),
        ];

    static DateTimeOffset Day(Seeded seeded, int later) => new(seeded.Today.AddDays(later), default, TimeSpan.Zero);

    static DifferenceRow[] Totals(Seeded seeded, int days, string[] sources) =>
        [.. seeded.Operations.Differences.Where(row => row.Name.Length == 0 && In(seeded, days, sources, row))];

    static DifferenceRow[] Newest(DifferenceRow[] totals) =>
        [.. totals.GroupBy(row => (row.Day, row.Source)).Select(runs => runs.MaxBy(row => row.CorrectedAt)!)];

    static bool In(Seeded seeded, int days, string[] sources, DifferenceRow row) =>
        row.Day >= seeded.Today.AddDays(-days) && (sources.Length == 0 || sources.Contains(row.Source));
}

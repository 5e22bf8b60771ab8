using Analytics.DashboardPreview.Frames;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>Compares the figures of the panels with the single events of the seed.</summary>
public sealed class LiveTrafficValuesTests(SeededWarehouse warehouse)
{
    // Seconds from the begin and from the end of the range to the end of the seed, and the picked sources.
    public static TheoryData<double, double, string[]> Ranges =>
        new()
        {
            { 300, 0, [] },
            { 300, 0, ["web"] },
            { 433.25, 31.5, ["web", "o'hara"] },
            { 900, 0, [] },
            { 21_600, 0, ["ios"] },
            { 50.5, 20.25, [] },
        };

    [Theory]
    [InlineData("")]
    [InlineData("o'hara")]
    public async Task Who_is_here_and_what_they_viewed_in_five_minutes(string source)
    {
        var (seeded, from, to) = await warehouse.RangeAsync(900, 0);
        await using ShownDashboard live = new(seeded, ShownDashboard.LiveTraffic);
        string[] sources = source.Length == 0 ? [] : [source];
        var isPicked = (string of) => source.Length == 0 || of == source;

        var began = TimeProvider.System.GetUtcNow();
        var frame = await live.AskAsync("Last 5 minutes", from, to, sources);
        var ended = TimeProvider.System.GetUtcNow();

        Assert.Equal(
            [seeded.Sessions.Active.Count(one => one.LastAt > seeded.MergedAt && isPicked(one.Source))],
            Column(frame, "visitors")
        );
        var views = (DateTimeOffset now) =>
            seeded
                .Sessions.Dimensions.Where(row => row.Dimension == "page" && isPicked(row.Source))
                .Where(row => row.Minute > now.AddMinutes(-5) && row.Minute <= now)
                .Sum(row => row.PageViews);
        // A minute may leave the five while the query runs.
        IEnumerable<double?> either = [views(began), views(ended)];
        Assert.Contains(Column(frame, "page views").Single(), either);
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task The_sums_over_the_range_equal_the_seeded_rows(double begins, double ends, string[] sources)
    {
        var (seeded, from, to) = await warehouse.RangeAsync(begins, ends);
        var counted = seeded.Counted(from, to, sources).ToArray();
        await using ShownDashboard live = new(seeded, ShownDashboard.LiveTraffic);

        Assert.Equal([(double)counted.Length], Column(await live.AskAsync("Events", from, to, sources), "events"));
        Assert.Equal(
            Ranked(counted, one => one.Country.Length > 0 ? one.Country : "unknown").Take(8),
            Pairs(await live.AskAsync("Events by country", from, to, sources), "country")
        );
        Assert.Equal(
            Ranked(counted, one => one.Device.Length > 0 ? one.Device : "unknown").Take(5),
            Pairs(await live.AskAsync("Events by device", from, to, sources), "device")
        );
        var top = await live.AskAsync("Top names", from, to, sources);
        Assert.Equal(Ranked(counted, one => one.Name), Pairs(top, "name"));
        Assert.Equal(1, Column(top, "share").Sum()!.Value, 9);
        Assert.Equal(counted.Length / Math.Round(begins - ends), Column(top, "per second").Sum()!.Value, counted.Length * 0.05);
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task The_panel_Revenue_shows_the_seeded_rows(double begins, double ends, string[] sources)
    {
        var (seeded, from, to) = await warehouse.RangeAsync(begins, ends);
        await using ShownDashboard live = new(seeded, ShownDashboard.LiveTraffic);

        var shown = await live.AskAsync("Revenue", from, to, sources);

        var expected = Ranked(seeded.Counted(from, to, sources).Where(one => one.Currency.Length > 0), one => one.Currency)
            .Take(3)
            .Select(currency =>
                (currency.Key, seeded.Counted(from, to, sources).Where(one => one.Currency == currency.Key).Sum(one => one.Revenue))
            )
            .OrderBy(currency => currency.Key, StringComparer.Ordinal);
        Assert.Equal(1, shown.Rows);
        Assert.Equal(
            expected,
            shown.Fields.Skip(1).Select(field => (field.Name, field.Values.Sum(value => (decimal)(value as double? ?? 0)))),
            Close
        );
    }

    [Fact]
    public async Task The_panel_Messages_put_aside_shows_the_seeded_rows()
    {
        var (seeded, from, _) = await warehouse.RangeAsync(300, 0);
        await using ShownDashboard live = new(seeded, ShownDashboard.LiveTraffic);

        var now = await live.AskAsync("Messages put aside", from, seeded.MergedAt);
        var earlier = await live.AskAsync("Messages put aside", from.AddDays(-1), from);

        Assert.Equal([1d], Column(now, "messages"));
        Assert.Equal([0d], Column(earlier, "messages"));
    }

    [Fact]
    public async Task Freshness_is_what_the_live_query_said()
    {
        var (seeded, from, to) = await warehouse.RangeAsync(300, 0);
        await using ShownDashboard live = new(seeded, ShownDashboard.LiveTraffic);

        var complete = await live.AskAsync("Complete up to", from, to);
        var age = await live.AskAsync("Age when counted", from, to);

        Assert.Equal(seeded.End * 1000d, Assert.Single(Column(complete, "complete up to")));
        Assert.True(Assert.Single(Column(complete, "behind")) >= 0);
        Assert.True(Assert.Single(Column(age, "p99")) >= Assert.Single(Column(age, "p50")));
    }

    static IEnumerable<(string Key, double Count)> Ranked(IEnumerable<CountedEvent> events, Func<CountedEvent, string> key) =>
        events
            .GroupBy(key)
            .Select(group => (group.Key, (double)group.Count()))
            .OrderByDescending(one => one.Item2)
            .ThenBy(one => one.Key, StringComparer.Ordinal);

    static IEnumerable<double?> Column(Frame frame, string name) =>
        frame.Fields.Single(field => field.Name == name).Values.Select(value => value as double?);

    static IEnumerable<(string, double)> Pairs(Frame frame, string key) =>
        frame
            .Fields.Single(field => field.Name == key)
            .Values.Zip(Column(frame, "events"), (name, events) => ((string)name!, events!.Value));

    static bool Close((string Name, decimal Sum) a, (string Name, decimal Sum) b) => a.Name == b.Name && Math.Abs(a.Sum - b.Sum) < 0.0001m;
}

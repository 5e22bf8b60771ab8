using Analytics.DashboardPreview.Frames;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>What the panels show is what was seeded, counted anew from the single events.</summary>
public sealed class LiveTrafficValuesTests(SeededWarehouse warehouse)
{
    // How long before the end of the seed the range begins and ends, in seconds; and which sources are picked.
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
    [MemberData(nameof(Ranges))]
    public async Task Sums_over_the_range(double begins, double ends, string[] sources)
    {
        var (seeded, from, to) = await RangeAsync(begins, ends);
        var counted = Counted(seeded, from, to, sources).ToArray();
        await using LiveTraffic live = new(seeded);

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
    public async Task Revenue_of_the_range(double begins, double ends, string[] sources)
    {
        var (seeded, from, to) = await RangeAsync(begins, ends);
        await using LiveTraffic live = new(seeded);

        var shown = await live.AskAsync("Revenue", from, to, sources);

        var expected = Ranked(Counted(seeded, from, to, sources).Where(one => one.Currency.Length > 0), one => one.Currency)
            .Take(3)
            .Select(currency =>
                (currency.Key, Counted(seeded, from, to, sources).Where(one => one.Currency == currency.Key).Sum(one => one.Revenue))
            )
            .OrderBy(currency => currency.Key, StringComparer.Ordinal);
        Assert.Equal(
            expected,
            shown.Fields.Skip(1).Select(field => (field.Name, field.Values.Sum(value => (decimal)(value as double? ?? 0)))),
            Close
        );
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task Rates_of_every_whole_slot(double begins, double ends, string[] sources)
    {
        var (seeded, from, to) = await RangeAsync(begins, ends);
        await using LiveTraffic live = new(seeded);

        var total = await live.AskAsync("Events per second", from, to, sources);
        var byName = await live.AskAsync("Events per second by name", from, to, sources);

        var times = total.Fields[0].Values.Cast<double>().Select(time => (long)(time / 1000)).ToArray();
        var slot = times.Length > 1 ? times[1] - times[0] : 1;
        Assert.True(times[0] > from.ToUnixTimeSeconds() && times[^1] + slot <= to.ToUnixTimeSeconds(), "a slot is not whole");
        Assert.Equal(Enumerable.Range(0, times.Length).Select(i => times[0] + i * slot), times);
        Assert.Equal(times.Select(time => Rate(time, _ => true)), Column(total, "events per second"), Near);
        foreach (var name in byName.Fields.Skip(1))
        {
            Assert.Equal(
                times.Select(time => Rate(time, one => one.Name == name.Name)),
                name.Values.Select(value => value as double?),
                Near
            );
        }

        double? Rate(long time, Func<CountedEvent, bool> which) =>
            Counted(seeded, from, to, sources).Count(one => one.Second >= time && one.Second < time + slot && which(one)) / (double)slot;
    }

    [Fact]
    public async Task Revenue_per_minute_of_every_whole_slot()
    {
        var (seeded, from, to) = await RangeAsync(300, 0);
        await using LiveTraffic live = new(seeded);

        var shown = await live.AskAsync("Revenue per minute by currency", from, to);

        Assert.Equal(6, shown.Fields.Count - 1);
        foreach (var currency in shown.Fields.Skip(1))
        {
            Assert.Equal(
                shown
                    .Fields[0]
                    .Values.Cast<double>()
                    .Select(time => time / 1000)
                    .Select(time =>
                        (double?)(
                            6
                            * (double)
                                Counted(seeded, from, to, [])
                                    .Where(one => one.Currency == currency.Name && one.Second >= time && one.Second < time + 10)
                                    .Sum(one => one.Revenue)
                        )
                    ),
                currency.Values.Select(value => value as double?),
                Near
            );
        }
    }

    [Fact]
    public async Task Rejected_by_the_minute()
    {
        var (seeded, from, to) = await RangeAsync(900, 0);
        await using LiveTraffic live = new(seeded);

        var shown = await live.AskAsync("Rejected per second by code", from, to);

        var minutes = shown.Fields[0].Values.Cast<double>().Select(time => (long)(time / 1000)).ToArray();
        Assert.Equal(["unparsable", "user_missing", "wrong_kind"], shown.Fields.Skip(1).Select(field => field.Name));
        foreach (var code in shown.Fields.Skip(1))
        {
            Assert.Equal(
                minutes.Select(minute =>
                    minute < from.ToUnixTimeSeconds()
                        ? 0
                        : seeded.Events.Count(one => one.Code == code.Name && one.Second / 60 * 60 == minute) / 60d
                ),
                code.Values.Select(value => (double)value!),
                (a, b) => Math.Abs(a - b) < 1e-9
            );
        }
    }

    [Fact]
    public async Task Messages_put_aside()
    {
        var (seeded, from, _) = await RangeAsync(300, 0);
        await using LiveTraffic live = new(seeded);

        var now = await live.AskAsync("Messages put aside", from, seeded.MergedAt);
        var earlier = await live.AskAsync("Messages put aside", from.AddDays(-1), from);

        Assert.Equal([1d], Column(now, "messages"));
        Assert.Equal([0d], Column(earlier, "messages"));
    }

    [Fact]
    public async Task Freshness_is_what_the_live_query_said()
    {
        var (seeded, from, to) = await RangeAsync(300, 0);
        await using LiveTraffic live = new(seeded);

        var complete = await live.AskAsync("Complete up to", from, to);
        var age = await live.AskAsync("Age when counted", from, to);

        Assert.Equal(seeded.End * 1000d, Assert.Single(Column(complete, "complete up to")));
        Assert.True(Assert.Single(Column(complete, "behind")) >= 0);
        Assert.True(Assert.Single(Column(age, "p99")) >= Assert.Single(Column(age, "p50")));
    }

    async Task<(Seeded Seeded, DateTimeOffset From, DateTimeOffset To)> RangeAsync(double begins, double ends)
    {
        var seeded = await warehouse.ReadyAsync();
        return (seeded, seeded.EndsAt.AddSeconds(-begins), seeded.EndsAt.AddSeconds(-ends));
    }

    static IEnumerable<CountedEvent> Counted(Seeded seeded, DateTimeOffset from, DateTimeOffset to, string[] sources) =>
        seeded.Events.Where(one =>
            one.Code.Length == 0
            && one.Second * 1000 >= from.ToUnixTimeMilliseconds()
            && one.Second * 1000 <= to.ToUnixTimeMilliseconds()
            && (sources.Length == 0 || sources.Contains(one.Source))
        );

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

    static bool Near(double? a, double? b) => Math.Abs((a ?? -1) - (b ?? -1)) < 1e-6;

    static bool Close((string Name, decimal Sum) a, (string Name, decimal Sum) b) => a.Name == b.Name && Math.Abs(a.Sum - b.Sum) < 0.0001m;
}

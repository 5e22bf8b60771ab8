using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>Compares the series of the panels with the single events of the seed.</summary>
public sealed class LiveTrafficSeriesTests(SeededWarehouse warehouse)
{
    [Theory]
    [MemberData(nameof(LiveTrafficValuesTests.Ranges), MemberType = typeof(LiveTrafficValuesTests))]
    public async Task The_panels_of_rates_show_every_whole_slot(double begins, double ends, string[] sources)
    {
        var (seeded, from, to) = await warehouse.RangeAsync(begins, ends);
        await using ShownDashboard live = new(seeded, ShownDashboard.LiveTraffic);

        var total = await live.AskAsync("Events per second", from, to, sources);
        var byName = await live.AskAsync("Events per second by name", from, to, sources);

        var totals = total.Fields.Single(field => field.Name == "events per second").Values.Select(value => value as double?);
        var times = total.Fields[0].Values.Cast<double>().Select(time => (long)(time / 1000)).ToArray();
        var slot = times.Length > 1 ? times[1] - times[0] : 1;
        Assert.True(times[0] > from.ToUnixTimeSeconds() && times[^1] + slot <= to.ToUnixTimeSeconds(), "a slot is not whole");
        Assert.Equal(Enumerable.Range(0, times.Length).Select(i => times[0] + i * slot), times);
        Assert.Equal(times.Select(time => Rate(time, _ => true)), totals, Near);
        foreach (var name in byName.Fields.Skip(1))
        {
            Assert.Equal(
                times.Select(time => Rate(time, one => one.Name == name.Name)),
                name.Values.Select(value => value as double?),
                Near
            );
        }

        double? Rate(long time, Func<CountedEvent, bool> which) =>
            seeded.Counted(from, to, sources).Count(one => one.Second >= time && one.Second < time + slot && which(one)) / (double)slot;
    }

    [Theory]
    [InlineData(48, true)]
    [InlineData(96, false)]
    public async Task Seconds_that_are_not_kept_are_not_shown_as_zeros(int hours, bool kept)
    {
        var (seeded, from, to) = await warehouse.RangeAsync(hours * 3600, (hours - 1) * 3600);
        await using ShownDashboard live = new(seeded, ShownDashboard.LiveTraffic);

        var shown = await live.AskAsync("Events per second", from, to);

        Assert.Equal(kept, shown.Rows > 0);
    }

    [Fact]
    public async Task The_panel_of_revenue_shows_every_whole_slot()
    {
        var (seeded, from, to) = await warehouse.RangeAsync(300, 0);
        await using ShownDashboard live = new(seeded, ShownDashboard.LiveTraffic);

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
                                seeded
                                    .Counted(from, to, [])
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
    public async Task The_panel_of_rejected_events_shows_each_minute()
    {
        var (seeded, from, to) = await warehouse.RangeAsync(900, 0);
        await using ShownDashboard live = new(seeded, ShownDashboard.LiveTraffic);

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
    public async Task Ages_of_the_commits_of_each_slot()
    {
        var (seeded, from, to) = await warehouse.RangeAsync(900, 0);
        await using ShownDashboard live = new(seeded, ShownDashboard.LiveTraffic);

        var shown = await live.AskAsync("Age when counted, p50 and p99", from, to);

        var times = shown.Fields[0].Values.Cast<double>().ToArray();
        var slot = times[1] - times[0];
        var commits = seeded
            .Events.Chunk(SeededWarehouse.BatchSize)
            .Select(batch => batch.Where(one => one.Code.Length == 0).ToArray())
            .Select(
                (batch, number) =>
                    (
                        At: batch.Max(one => one.Second) * 1000d + 900 + SeededWarehouse.Delay(number),
                        Newest: (double)SeededWarehouse.Delay(number),
                        Oldest: (batch.Max(one => one.Second) - batch.Min(one => one.Second)) * 1000d + 800 + SeededWarehouse.Delay(number)
                    )
            )
            .Where(commit => commit.At >= from.ToUnixTimeMilliseconds() && commit.At <= to.ToUnixTimeMilliseconds())
            .GroupBy(commit => Math.Floor(commit.At / slot) * slot)
            .OrderBy(commits => commits.Key)
            .ToArray();
        Assert.Equal(commits.Select(group => group.Key), times);
        Assert.Equal(
            commits.Select(group => (double?)Percentile(0.5, group.Select(commit => (commit.Newest + commit.Oldest) / 2))),
            shown.Fields.Single(field => field.Name == "p50").Values.Select(value => value as double?),
            Near
        );
        Assert.Equal(
            commits.Select(group => (double?)Percentile(0.99, group.Select(commit => commit.Oldest))),
            shown.Fields.Single(field => field.Name == "p99").Values.Select(value => value as double?),
            Near
        );
    }

    // As percentile_cont interpolates.
    static double Percentile(double share, IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        return sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }

    static bool Near(double? a, double? b) => Math.Abs((a ?? -1) - (b ?? -1)) < 1e-6;
}

using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>Compares the panels of <c>acquisition.json</c> that are no plain table of values with the seeded sessions.</summary>
public sealed class AcquisitionValuesTests(SeededWarehouse warehouse)
{
    public static TheoryData<SessionPick> Picks => SessionPick.All;

    [Theory]
    [InlineData(24, "", "")]
    [InlineData(24, "o'hara", "")]
    [InlineData(168, "", "")]
    [InlineData(720, "web", "")]
    [InlineData(720, "", "DE")]
    public async Task Six_channels_have_a_series_each_and_the_others_one(int hours, string source, string country)
    {
        var seeded = await warehouse.ReadyAsync();
        SessionPick pick = new(hours, 0, source.Length == 0 ? [] : [source], "country", country);
        await using ShownDashboard acquisition = new(seeded, "acquisition.json");

        var frame = await pick.AskAsync(acquisition, seeded, "Sessions by channel");

        var largest = ByChannel(pick.Now(seeded)).Take(6).Select(rows => rows[0].Channel!).ToArray();
        var times = frame.Fields[0].Values.Select(time => DateTimeOffset.FromUnixTimeMilliseconds((long)(double)time!)).ToArray();
        var length = times[1] - times[0];
        Assert.Equal(
            largest.Append("others").Order(StringComparer.Ordinal),
            frame.Fields.Skip(1).Select(field => field.Name).Order(StringComparer.Ordinal)
        );
        foreach (var series in frame.Fields.Skip(1))
        {
            Assert.Equal(
                times.Select(time =>
                    (double?)
                        pick.Between(seeded, time, time + length)
                            .Count(one => series.Name == "others" ? !largest.Contains(one.Channel) : one.Channel == series.Name)
                ),
                frame.Numbers(series.Name)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task Landing_pages_are_pairs_of_a_channel_and_a_page(SessionPick pick)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard acquisition = new(seeded, "acquisition.json");

        var frame = await pick.AskAsync(acquisition, seeded, "Landing pages by channel");

        var expected = pick.Now(seeded)
            .GroupBy(one => (one.Channel, one.Entry))
            .OrderByDescending(pair => pair.Count())
            .ThenBy(pair => pair.Key.Channel, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Entry, StringComparer.Ordinal)
            .Take(10)
            .Select(pair => pair.ToArray())
            .ToArray();
        Assert.Equal(expected.Select(rows => rows[0].Channel), frame.Texts("channel"));
        Assert.Equal(expected.Select(rows => rows[0].Entry), frame.Texts("landing page"));
        Assert.Equal(expected.Select(rows => (double?)rows.Length), frame.Numbers("sessions"));
        Assert.Equal(expected.Select(rows => pick.Visitors(rows)), frame.Numbers("visitors"));
        Assert.Equal(
            SessionPick.Changes(pick.Changed(seeded), expected, one => $"{one.Channel} {one.Entry}", _ => 1),
            frame.Numbers("change"),
            Columns.Near
        );
        Assert.Equal(expected.Select(rows => Share(rows, one => one.IsBounce)), frame.Numbers("bounced"), Columns.Near);
        Assert.Equal(expected.Select(rows => Share(rows, one => one.Conversions > 0)), frame.Numbers("converted"), Columns.Near);
    }

    [Theory]
    [MemberData(nameof(Picks))]
    public async Task Conversion_is_the_share_of_a_channels_sessions(SessionPick pick)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard acquisition = new(seeded, "acquisition.json");

        var frame = await pick.AskAsync(acquisition, seeded, "Conversion by channel");

        var expected = ByChannel(pick.Now(seeded)).Take(8).ToArray();
        Assert.Equal(expected.Select(rows => rows[0].Channel), frame.Texts("channel"));
        Assert.Equal(expected.Select(rows => Share(rows, one => one.Conversions > 0)), frame.Numbers("converted"), Columns.Near);
    }

    static IEnumerable<SessionRow[]> ByChannel(SessionRow[] rows) =>
        rows.GroupBy(one => one.Channel)
            .OrderByDescending(channel => channel.Count())
            .ThenBy(channel => channel.Key, StringComparer.Ordinal)
            .Select(channel => channel.ToArray());

    static double? Share(SessionRow[] rows, Func<SessionRow, bool> counts) => (double)rows.Count(counts) / rows.Length;
}

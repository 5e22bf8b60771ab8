using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>Compares the series and the hours of <c>audience.json</c> with the seeded sessions.</summary>
public sealed class AudienceValuesTests(SeededWarehouse warehouse)
{
    static readonly string[] _weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    [Theory]
    [InlineData(24, "", "")]
    [InlineData(24, "web", "")]
    [InlineData(168, "", "")]
    [InlineData(168, "", "DE")]
    [InlineData(720, "web", "")]
    [InlineData(720, SeededSessions.OpenYesterday, "")]
    public async Task An_hour_of_the_week_is_divided_by_how_often_it_lies_whole_in_the_range(int hours, string source, string country)
    {
        var seeded = await warehouse.ReadyAsync();
        SessionPick pick = new(hours, 0, source.Length == 0 ? [] : [source], "country", country);
        await using ShownDashboard audience = new(seeded, "audience.json");
        var begin = pick.Begin(seeded).AddTicks(-(pick.Begin(seeded).Ticks % TimeSpan.TicksPerHour));
        var end = await CompleteUpToAsync(audience);

        var frame = await pick.AskAsync(audience, seeded, "Hours of the week");

        var began = Enumerable
            .Range(0, (int)Math.Ceiling((pick.To(seeded) - begin) / TimeSpan.FromHours(1)))
            .Select(at => begin.AddHours(at));
        var expected = began
            .GroupBy(at => (Weekday: ((int)at.DayOfWeek + 6) % 7, at.Hour))
            .ToDictionary(
                hour => hour.Key,
                hour =>
                    hour.Where(at => at.AddHours(1) <= end)
                        .Select(at => (double?)pick.Between(seeded, at, at.AddHours(1)).Length)
                        .DefaultIfEmpty(null)
                        .Average()
            );
        var weekdays = expected.Keys.Select(key => key.Weekday).Distinct().Order().ToArray();
        Assert.Equal(weekdays.Select(weekday => _weekdays[weekday]), frame.Texts("day"));
        for (var hour = 0; hour < 24; hour++)
        {
            Assert.Equal(
                weekdays.Select(weekday => expected.GetValueOrDefault((weekday, hour))),
                frame.Numbers($"{hour:00}"),
                Columns.Near
            );
        }
        // An hour that is yet to come, or to end, is none without sessions.
        Assert.Equal(hours == 24 ? 24 : 168, expected.Values.Count(average => average is not null));
    }

    [Theory]
    [InlineData(24, "")]
    [InlineData(24, "o'hara")]
    [InlineData(168, "")]
    [InlineData(720, "web")]
    [InlineData(720, SeededSessions.OpenYesterday)]
    public async Task New_visitors_of_a_slot_are_first_seen_in_it_and_the_others_return(int hours, string source)
    {
        var seeded = await warehouse.ReadyAsync();
        SessionPick pick = new(hours, 0, source.Length == 0 ? [] : [source]);
        await using ShownDashboard audience = new(seeded, "audience.json");

        var frame = await pick.AskAsync(audience, seeded, "New and returning visitors");

        var times = frame.Numbers("time").Select(time => DateTimeOffset.FromUnixTimeMilliseconds((long)time!.Value)).ToArray();
        var length = times[1] - times[0];
        var slots = times.Select(time =>
            (
                Seen: (double)pick.Between(seeded, time, time + length).Select(one => (one.Source, one.Visitor)).Distinct().Count(),
                New: (double)
                    seeded.Sessions.FirstSeen.Count(one =>
                        (source.Length == 0 || one.Key.Source == source) && one.Value >= time && one.Value < time + length
                    )
            )
        );
        Assert.Equal(slots.Select(slot => (double?)Math.Min(slot.New, slot.Seen)), frame.Numbers("new"));
        Assert.Equal(slots.Select(slot => (double?)Math.Max(slot.Seen - slot.New, 0)), frame.Numbers("returning"));
        Assert.True(frame.Numbers("returning").Sum() > 0);
        Assert.Equal(hours > 48, length == TimeSpan.FromDays(1));
    }

    static async Task<DateTimeOffset> CompleteUpToAsync(ShownDashboard shown)
    {
        var frame = await shown.Warehouse.QueryAsync(
            "SELECT 1000 * date_part('epoch', complete_up_to) AS at FROM reporting.freshness WHERE query = 'sessions'",
            TestContext.Current.CancellationToken
        );
        return DateTimeOffset.FromUnixTimeMilliseconds((long)frame.Numbers("at")[0]!.Value);
    }
}

using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <content>Figures beside those that they are compared with.</content>
public sealed partial class SessionValuesTests
{
    [Theory]
    [InlineData(24, "o'hara", SessionPick.Before)]
    [InlineData(24, "", SessionPick.Weekdays)]
    [InlineData(720, "web", SessionPick.Before)]
    [InlineData(720, SeededSessions.OpenYesterday, SessionPick.Before)]
    [InlineData(720, "", SessionPick.Nothing)]
    [InlineData(168, "", SessionPick.Weekdays)]
    public async Task New_visitors_are_those_first_seen_in_the_range(int hours, string source, string compare)
    {
        var seeded = await warehouse.ReadyAsync();
        SessionPick pick = new(hours, 0, source.Length == 0 ? [] : [source], Compare: compare);
        await using ShownDashboard audience = new(seeded, "audience.json");

        var frame = await pick.AskAsync(audience, seeded, "New visitors");

        var (begin, length) = (pick.Begin(seeded), pick.To(seeded) - pick.Begin(seeded));
        Assert.Equal(Seen(begin, pick.To(seeded)), frame.Numbers("new")[^1]);
        var from = begin - pick.Shift(seeded, length);
        var before = compare == SessionPick.Nothing ? 0 : Seen(from, from + length);
        Assert.Equal(before > 0, frame.Rows == 2);
        // The sums of closed days know whole hours only.
        if (before > 0)
            Assert.InRange(frame.Numbers("new")[0]!.Value, hours > 48 ? before - 5 : before, hours > 48 ? before + 5 : before);

        int Seen(DateTimeOffset at, DateTimeOffset to) =>
            seeded.Sessions.FirstSeen.Count(one => (source.Length == 0 || one.Key.Source == source) && one.Value >= at && one.Value < to);
    }

    [Theory]
    [InlineData(168, SessionPick.Before)]
    [InlineData(720, SessionPick.Before)]
    [InlineData(168, SessionPick.Weekdays)]
    [InlineData(168, SessionPick.Year)]
    [InlineData(168, SessionPick.Nothing)]
    public async Task A_series_of_days_has_each_day_beside_the_one_it_is_compared_with(int hours, string compare)
    {
        var seeded = await warehouse.ReadyAsync();
        SessionPick pick = new(hours, 0, [], Compare: compare);
        await using ShownDashboard overview = new(seeded, "overview.json");

        var frame = await pick.AskAsync(overview, seeded, "Visitors over time");

        var first = pick.Begin(seeded);
        var days = Enumerable.Range(0, (hours / 24) + 1).ToArray();
        Assert.Equal(days.Select(day => DateOnly.FromDateTime(first.UtcDateTime).AddDays(day)), frame.Days("time"));
        var visitors = (DateTimeOffset from) => (double?)Visitors(pick.Between(seeded, from, from.AddDays(1)));
        Assert.Equal(days.Select(day => visitors(first.AddDays(day))), frame.Numbers("visitors"));
        var before = first - pick.Shift(seeded, TimeSpan.FromDays(days.Length));
        Assert.Equal(days.Select(day => compare == SessionPick.Nothing ? null : visitors(before.AddDays(day))), frame.Numbers("before"));
    }

    [Theory]
    [InlineData(SessionPick.Before)]
    [InlineData(SessionPick.Weekdays)]
    public async Task A_series_of_minutes_has_each_slot_beside_the_one_it_is_compared_with(string compare)
    {
        var seeded = await warehouse.ReadyAsync();
        SessionPick pick = new(24, 30, [], Compare: compare);
        await using ShownDashboard content = new(seeded, "content.json");

        var frame = await pick.AskAsync(content, seeded, "Page views over time");

        var times = frame.Numbers("time");
        var slot = times[1]!.Value - times[0]!.Value;
        var shift = pick.Shift(seeded, TimeSpan.FromHours(24)).TotalMilliseconds;
        var views = (double shift) =>
            times.Select(time =>
                (double?)
                    pick.Between(seeded, pick.Begin(seeded).AddMilliseconds(-shift), pick.To(seeded).AddMilliseconds(-shift))
                        .Where(one => Math.Floor((one.StartedAt.ToUnixTimeMilliseconds() + shift) / slot) * slot == time)
                        .Sum(one => one.PageViews)
            );
        Assert.Equal(views(0), frame.Numbers("views"));
        Assert.Equal(views(shift), frame.Numbers("before"));
        Assert.True(frame.Numbers("before").Sum() > 0);
    }

    [Theory]
    [InlineData("overview.json", "Visitors over time", "visitors")]
    [InlineData("content.json", "Page views over time", "views")]
    [InlineData("revenue.json", "Revenue over time", "revenue")]
    public async Task A_series_has_no_line_of_a_period_without_sessions(string file, string title, string column)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, file);

        var frame = await new SessionPick(240, 363 * 24, []).AskAsync(shown, seeded, title);

        Assert.True(frame.Numbers(column).Sum() > 0);
        Assert.All(frame.Numbers("before"), before => Assert.Null(before));
    }

    [Fact]
    public async Task A_range_that_is_not_over_is_compared_with_as_long_a_time()
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard overview = new(seeded, "overview.json");
        var midnight = new DateTimeOffset(seeded.MergedAt.UtcDateTime.Date, TimeSpan.Zero);

        var frame = await overview.AskAsync("Sessions", midnight, midnight.AddDays(1), [], ("compare", SessionPick.Before));

        SessionPick all = new(24, 0, []);
        var before = (DateTimeOffset now) => all.Between(seeded, midnight - (now - midnight), midnight).Length;
        Assert.InRange(frame.Numbers("sessions")[0] ?? 0, before(seeded.MergedAt), before(TimeProvider.System.GetUtcNow()));
    }

    [Theory]
    [InlineData(SessionPick.Before)]
    [InlineData(SessionPick.Weekdays)]
    public async Task A_table_of_days_that_are_not_over_compares_those_that_are(string compare)
    {
        var seeded = await warehouse.ReadyAsync();
        SessionPick pick = new(168, -72, [], Compare: compare);
        await using ShownDashboard overview = new(seeded, "overview.json");

        var frame = await pick.AskAsync(overview, seeded, "Channels");

        var shown = frame.Texts("channel").Select(channel => pick.Now(seeded).Where(one => one.Channel == channel).ToArray()).ToArray();
        Assert.Equal(SessionPick.Changes(pick.Changed(seeded), shown, one => one.Channel!, _ => 1), frame.Numbers("change"), Columns.Near);
    }

    [Theory]
    [InlineData("overview.json", "Visitors over time")]
    [InlineData("content.json", "Page views over time")]
    public async Task A_series_of_days_ends_today(string file, string title)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, file);

        var frame = await new SessionPick(168, -72, []).AskAsync(shown, seeded, title);

        Assert.Equal(seeded.Today, frame.Days("time")[^1]);
    }
}

using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>Ranges that end within a UTC day that is over, which counts whole over more than two days, and at the begin of one.</summary>
public sealed class LastDayTests(SeededWarehouse warehouse)
{
    [Fact]
    public async Task A_chart_with_a_filter_shows_the_whole_last_day()
    {
        var seeded = await warehouse.ReadyAsync();
        var (pick, last) = EndingAtNoon(seeded, 2, "DE");
        await using ShownDashboard overview = new(seeded, "overview.json");
        await using ShownDashboard acquisition = new(seeded, "acquisition.json");
        await using ShownDashboard content = new(seeded, "content.json");
        await using ShownDashboard revenue = new(seeded, "revenue.json");

        var visitors = await pick.AskAsync(overview, seeded, "Visitors over time");
        var channels = await pick.AskAsync(acquisition, seeded, "Sessions by channel");
        var views = await pick.AskAsync(content, seeded, "Page views over time");
        var paid = await pick.AskAsync(revenue, seeded, "Revenue over time", ("currency", "USD"));

        Assert.Equal(last.Select(one => (one.Source, one.Visitor)).Distinct().Count(), visitors.Numbers("visitors")[^1]);
        Assert.Equal(last.Length, channels.Fields.Skip(1).Sum(field => field.Values[^1] as double? ?? 0));
        Assert.Equal(last.Sum(one => one.PageViews), views.Numbers("views")[^1]);
        Assert.Equal((double)last.Where(one => one.Currency == "USD").Sum(one => one.Revenue), paid.Numbers("revenue")[^1]!.Value, 4);
    }

    [Fact]
    public async Task A_day_that_is_not_computed_yet_counts_whole()
    {
        var seeded = await warehouse.ReadyAsync();
        var open = seeded.Sessions.Sessions.Where(one => !one.IsClosed).Min(one => one.Day);
        var (pick, last) = EndingAtNoon(seeded, seeded.Today.DayNumber - open.DayNumber, "");
        await using ShownDashboard audience = new(seeded, "audience.json");
        await using ShownDashboard content = new(seeded, "content.json");

        var visitors = await pick.AskAsync(audience, seeded, "New and returning visitors");
        var bots = await pick.AskAsync(content, seeded, "Views by bots");

        var seen = last.Select(one => (one.Source, one.Visitor)).Distinct().Count();
        var arrived = seeded.Sessions.FirstSeen.Count(one => DateOnly.FromDateTime(one.Value.UtcDateTime) == open);
        Assert.Equal(Math.Min(arrived, seen), visitors.Numbers("new")[^1]);
        Assert.Equal(Math.Max(seen - arrived, 0), visitors.Numbers("returning")[^1]);
        var rows = seeded.Sessions.Dimensions.Where(row => row.Dimension == "bot");
        Assert.Equal(
            rows.Where(row => row.Minute >= pick.Begin(seeded) && row.Minute < pick.End(seeded)).Sum(row => row.PageViews),
            bots.Numbers("views")[0]
        );
    }

    [Fact]
    public async Task A_range_that_ends_at_midnight_has_nothing_of_the_day_that_begins()
    {
        var seeded = await warehouse.ReadyAsync();
        var to = new DateTimeOffset(seeded.MergedAt.UtcDateTime.Date.AddDays(-5), TimeSpan.Zero);
        var days = Enumerable.Range(1, 7).Select(back => seeded.Today.AddDays(-5 - back)).ToArray();
        await using ShownDashboard shown = new(seeded, ShownDashboard.Retention);
        await using ShownDashboard content = new(seeded, "content.json");

        var sessions = await shown.AskAsync("Sessions", to.AddDays(-7), to);
        var series = await shown.AskAsync("Visitors by day, with the period before", to.AddDays(-7), to);
        var cohorts = await shown.AskAsync("Cohorts", to.AddDays(-7), to, [], ("grain", "day"));
        var funnel = await shown.AskAsync("Funnel", to.AddDays(-7), to, [], ("funnel", "checkout"));
        var attribution = await shown.AskAsync("Attribution, first and last touch", to.AddDays(-7), to, [], ("funnel", "checkout"));
        var times = await content.AskAsync("Time on page", to.AddDays(-7), to);

        Assert.Equal([seeded.Report.Summary.Where(row => days.Contains(row.Day)).Sum(row => row.Sessions)], sessions.Numbers("sessions"));
        Assert.Equal(days.Order(), series.Days("time"));
        Assert.Equal(days.Select(day => $"{day:yyyy-MM-dd}"), cohorts.Texts("cohort"));
        var began = seeded.Report.Funnels.Where(row => row is { Funnel: "checkout", Breakdown: "", Step: 1 });
        Assert.Equal(began.Where(row => days.Contains(row.Day)).Sum(row => row.Visitors), funnel.Numbers("visitors")[0]);
        var touched = seeded.Report.Touches.Where(row => row is { Funnel: "checkout", Touch: "first" });
        Assert.Equal(touched.Where(row => days.Contains(row.Day)).Sum(row => row.Visitors), attribution.Numbers("first").Sum());
        Assert.Equal(seeded.Report.PageTimes.Where(row => days.Contains(row.Day)).Sum(row => row.Views), times.Numbers("views").Sum());
    }

    // A range of three days and a quarter that ends about noon of a day, and the sessions of that day.
    static (SessionPick Pick, SessionRow[] Last) EndingAtNoon(Seeded seeded, int daysAgo, string country)
    {
        SessionPick pick = new(78, seeded.MergedAt.UtcDateTime.Hour + (24 * daysAgo) - 12, [], "country", country);
        var last = pick.Between(seeded, pick.End(seeded).AddDays(-1), pick.End(seeded));
        Assert.Contains(last, one => one.StartedAt >= pick.To(seeded));
        return (pick, last);
    }
}

using Analytics.DashboardPreview.Frames;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>
/// Compares the daily figures of <c>retention-and-funnels.json</c>, and those of the period before, with the seeded rows.
/// </summary>
public sealed class DailySummaryTests(SeededWarehouse warehouse)
{
    public static TheoryData<int, string[]> Ranges =>
        new()
        {
            { 7, [] },
            { 30, [] },
            { 30, ["o'hara"] },
            { 90, ["web", "ios"] },
            { 365, [] },
        };

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task The_sums_and_those_of_the_period_before_equal_the_seeded_rows(int days, string[] sources)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, ShownDashboard.Retention);
        var (now, before) = Periods(seeded, days, sources);

        await CheckAsync("Visitors a day", "visitors", rows => rows.Sum(row => row.Visitors) / (double)Math.Min(days, SeededReport.Days));
        await CheckAsync("New visitors", "new", rows => rows.Sum(row => row.NewVisitors));
        await CheckAsync("Sessions", "sessions", rows => rows.Sum(row => row.Sessions));
        await CheckAsync("Page views", "views", rows => rows.Sum(row => row.PageViews));
        await CheckAsync("Bounce rate", "bounces", rows => rows.Sum(row => row.Bounces) / (double)rows.Sum(row => row.Sessions));

        async Task CheckAsync(string title, string column, Func<IReadOnlyList<SummaryRow>, double> figure)
        {
            var frame = await shown.AskAsync(title, seeded.MergedAt.AddDays(-days), seeded.MergedAt, sources);
            Assert.Equal([figure(now)], frame.Numbers(column), Columns.Near);
            // Nothing is compared when the seed lacks days of the period before.
            Assert.Equal([2 * days > SeededReport.Days ? null : figure(before)], frame.Numbers("before"), Columns.Near);
        }
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task The_series_by_day_show_the_seeded_rows_and_the_period_before(int days, string[] sources)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, ShownDashboard.Retention);
        var (now, before) = Periods(seeded, days, sources);

        var visitors = await shown.AskAsync(
            "Visitors by day, with the period before",
            seeded.MergedAt.AddDays(-days),
            seeded.MergedAt,
            sources
        );
        var sessions = await shown.AskAsync(
            "Sessions and page views by day, with the period before",
            seeded.MergedAt.AddDays(-days),
            seeded.MergedAt,
            sources
        );

        var shownDays = visitors.Days("time");
        Assert.Equal(now.Select(row => row.Day).Distinct().Order(), shownDays);
        Check(visitors, "visitors", row => row.Visitors);
        Check(visitors, "new", row => row.NewVisitors);
        Check(sessions, "sessions", row => row.Sessions);
        Check(sessions, "page views", row => row.PageViews);

        void Check(Frame frame, string column, Func<SummaryRow, double> figure)
        {
            Assert.Equal(shownDays.Select(day => Sum(now, day)), frame.Numbers(column), Columns.Near);
            Assert.Equal(shownDays.Select(day => Sum(before, day.AddDays(-days))), frame.Numbers($"{column}, before"), Columns.Near);

            double? Sum(IReadOnlyList<SummaryRow> rows, DateOnly day) =>
                rows.Any(row => row.Day == day) ? rows.Where(row => row.Day == day).Sum(figure) : null;
        }
    }

    [Fact]
    public async Task Reports_are_complete_up_to_the_end_of_the_last_day()
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, ShownDashboard.Retention);

        var frame = await shown.AskAsync("Complete up to", seeded.MergedAt.AddDays(-7), seeded.MergedAt);

        Assert.Equal([seeded.Today], frame.Days("reports"));
        Assert.Equal([seeded.End * 1000d], frame.Numbers("live"));
    }

    static (IReadOnlyList<SummaryRow> Now, IReadOnlyList<SummaryRow> Before) Periods(Seeded seeded, int days, string[] sources)
    {
        var first = seeded.Today.AddDays(-days);
        var picked = seeded.Report.Summary.Where(row => sources.Length == 0 || sources.Contains(row.Source)).ToArray();
        return ([.. picked.Where(row => row.Day >= first)], [.. picked.Where(row => row.Day < first && row.Day >= first.AddDays(-days))]);
    }
}

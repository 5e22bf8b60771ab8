using System.Globalization;
using Analytics.Local.Postgres;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>After <c>report --open</c> today is reported as far as it has come, and is no closed day.</summary>
public sealed class OpenReportTests(SeededWarehouse warehouse)
{
    [Fact]
    public async Task Today_is_no_closed_day()
    {
        var seeded = await warehouse.ReadyAsync();
        var report = SeededReport.UpTo(seeded.Today);
        await using var database = await warehouse.CreateWarehouseAsync();
        await using (var admin = await database.OpenAsync(Role.Admin, TestContext.Current.CancellationToken))
            await BatchTables.WriteAsync(admin, report, seeded.Operations);
        await using ShownDashboard shown = new(seeded with { Database = database }, ShownDashboard.Retention);
        var (from, to) = (seeded.MergedAt.AddDays(-7), seeded.MergedAt);

        var complete = await shown.AskAsync("Complete up to", from, to);
        var sessions = await shown.AskAsync("Sessions", from, to);
        var visitors = await shown.AskAsync("Visitors a day", from, to);
        var cohorts = await shown.AskAsync("Cohorts", from, to, [], ("grain", "day"));

        var days = report.Summary.Where(row => row.Day >= seeded.Today.AddDays(-7) && row.Day < seeded.Today).ToArray();
        Assert.Equal([seeded.Today], complete.Days("reports"));
        Assert.Equal([days.Sum(row => row.Sessions)], sessions.Numbers("sessions"));
        Assert.Equal([days.Sum(row => row.Visitors) / 7d], visitors.Numbers("visitors"), Columns.Near);
        Assert.Equal(
            cohorts.Texts("cohort").Select(cohort => DateOnly.Parse(cohort!, CultureInfo.InvariantCulture).AddDays(2) <= seeded.Today),
            cohorts.Numbers("1").Select(percent => percent is not null)
        );
        // The first cohort of the range is 7 days old: 6 days after its first one have passed.
        var cells = await shown.AskAsync("Retention by cohort", from, to, [], ("grain", "day"));
        var bars = await shown.AskAsync("Retention by age of the cohort", from, to, [], ("grain", "day"));
        var oldest = Enumerable.Range(1, 6).Select(age => $"{age}").ToArray();
        Assert.Equal(oldest, cells.Fields.Skip(1).Select(field => field.Name).Order());
        Assert.Equal(oldest, bars.Texts("age"));
    }
}

using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <content>Figures of minutes and days.</content>
public sealed partial class SessionValuesTests
{
    [Theory]
    [InlineData(24, "web")]
    [InlineData(720, "web")]
    [InlineData(720, SeededSessions.OpenYesterday)]
    [InlineData(720, "")]
    public async Task Pages_products_and_bots_are_counted_by_minute_and_by_closed_day(int hours, string source)
    {
        var seeded = await warehouse.ReadyAsync();
        SessionPick pick = new(hours, 0, source.Length == 0 ? [] : [source]);
        await using ShownDashboard content = new(seeded, "content.json");
        await using ShownDashboard revenue = new(seeded, "revenue.json");

        var pages = await pick.AskAsync(content, seeded, "Pages");
        var products = await pick.AskAsync(revenue, seeded, "Products", ("currency", "USD"));
        var bots = await pick.AskAsync(content, seeded, "Views by bots");

        var rows = seeded
            .Sessions.Dimensions.Where(row => (source.Length == 0 || row.Source == source) && row.Minute >= pick.Begin(seeded))
            .ToArray();
        var expected = (string dimension, string currency, Func<DimensionRow, double> figure) =>
            rows.Where(row => row.Dimension == dimension && row.Currency == currency)
                .GroupBy(row => row.Value)
                .Select(group => (group.Key, (double?)Math.Round(group.Sum(figure), 4)))
                .OrderByDescending(value => value.Item2)
                .ThenBy(value => value.Key, StringComparer.Ordinal)
                .ToArray();
        Assert.Equal(
            expected("page", "", row => row.PageViews),
            pages.Texts("page").Zip(pages.Numbers("views"), (page, views) => (page!, views))
        );
        Assert.Equal(
            expected("product", "USD", row => (double)row.Revenue),
            products.Texts("product").Zip(products.Numbers("revenue"), (name, sum) => (name!, (double?)Math.Round(sum!.Value, 4)))
        );
        Assert.Equal(rows.Where(row => row.Dimension == "bot").Sum(row => row.PageViews), bots.Numbers("views")[0]);
    }

    [Theory]
    [InlineData(24, "web", "Pages not found", "page", "not_found")]
    [InlineData(720, "", "Pages not found", "page", "not_found")]
    [InlineData(24, "ios", "Searches", "searched", "search")]
    [InlineData(720, "web", "Searches", "searched", "search")]
    public async Task Missing_pages_and_searches_are_counted_by_events(
        int hours,
        string source,
        string title,
        string column,
        string dimension
    )
    {
        var seeded = await warehouse.ReadyAsync();
        SessionPick pick = new(hours, 0, source.Length == 0 ? [] : [source]);
        await using ShownDashboard content = new(seeded, "content.json");

        var frame = await pick.AskAsync(content, seeded, title);

        var expected = seeded
            .Sessions.Dimensions.Where(row => row.Dimension == dimension && (source.Length == 0 || row.Source == source))
            .Where(row => row.Minute >= pick.Begin(seeded))
            .GroupBy(row => row.Value)
            .Select(group => (group.Key, (double?)group.Sum(row => row.Events)))
            .OrderByDescending(value => value.Item2)
            .ThenBy(value => value.Key, StringComparer.Ordinal)
            .Take(12)
            .ToArray();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, frame.Texts(column).Zip(frame.Numbers("times"), (value, times) => (value!, times)));
    }

    [Theory]
    [InlineData(240, "web")]
    [InlineData(240, "")]
    [InlineData(1, "ios")]
    public async Task Time_on_page_is_the_mean_of_the_reported_days_or_of_the_newest(int hours, string source)
    {
        var seeded = await warehouse.ReadyAsync();
        SessionPick pick = new(hours, 0, source.Length == 0 ? [] : [source]);
        await using ShownDashboard content = new(seeded, "content.json");

        var frame = await pick.AskAsync(content, seeded, "Time on page");

        var newest = seeded.Report.PageTimes.Max(row => row.Day);
        var first = DateOnly.FromDateTime(pick.Begin(seeded).UtcDateTime) is var begin && begin < newest ? begin : newest;
        var expected = seeded
            .Report.PageTimes.Where(row => row.Day >= first && (source.Length == 0 || row.Source == source))
            .GroupBy(row => row.Path)
            .Select(page => (page.Key, Views: page.Sum(row => row.Views), Seconds: page.Sum(row => row.Milliseconds) / 1000.0))
            .OrderByDescending(page => page.Views)
            .ThenBy(page => page.Key, StringComparer.Ordinal)
            .ToArray();
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(page => page.Key), frame.Texts("page"));
        Assert.Equal(expected.Select(page => (double?)page.Views), frame.Numbers("views"));
        Assert.Equal(expected.Select(page => (double?)page.Seconds / page.Views), frame.Numbers("on page"), Columns.Near);
    }

    [Fact]
    public async Task Figures_of_sessions_are_complete_up_to_what_their_query_said()
    {
        var seeded = await warehouse.ReadyAsync();
        foreach (var file in new[] { "overview.json", "acquisition.json", "content.json", "audience.json", "revenue.json" })
        {
            await using ShownDashboard shown = new(seeded, file);

            var frame = await shown.AskAsync("Complete up to", seeded.MergedAt.AddDays(-1), seeded.MergedAt);

            Assert.InRange(
                seeded.MergedAt.ToUnixTimeMilliseconds() - Assert.Single(frame.Numbers("complete up to"))!.Value,
                0,
                TimeSpan.FromMinutes(2).TotalMilliseconds
            );
            Assert.InRange(Assert.Single(frame.Numbers("behind"))!.Value, 0, double.MaxValue);
        }
    }

    [Fact]
    public async Task Active_now_counts_visitors_of_the_last_five_minutes()
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard overview = new(seeded, "overview.json");

        var frame = await overview.AskAsync("Active now", seeded.MergedAt.AddDays(-1), seeded.MergedAt);

        Assert.Equal([seeded.Sessions.Active.Count(one => one.LastAt > seeded.MergedAt)], frame.Numbers("visitors"));
    }
}

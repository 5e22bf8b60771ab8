using Analytics.Hosting;
using Analytics.Local.Postgres;
using DashboardPreview.Tests.Lint;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Web;

/// <summary>Looks at every dashboard as a browser draws it, wide and narrow, dark and light.</summary>
/// <remarks>With ANALYTICS_TEST_PICTURES, a folder, each is kept there as a PNG.</remarks>
public sealed class DrawnPageTests(SeededWarehouse warehouse, Chromium browser)
{
    const string Failures =
        "[...document.querySelectorAll('.failure, .banner')].filter(one => !one.hidden).map(one => one.textContent).join('; ')";
    const string Messages =
        "[...document.querySelectorAll('.message')].filter(one => !one.hidden).map(one => one.closest('.panel').ariaLabel).join('; ')";
    const string Notes = "[...document.querySelectorAll('.note')].map(one => one.closest('.panel').ariaLabel).join('; ')";
    const string InvisibleCells =
        "[...document.querySelectorAll('.cell > div')].filter(one => one.getBoundingClientRect().width < .4).length";
    static readonly string _cutLabels = EmbeddedText.Read(typeof(DrawnPageTests).Assembly, "cut-labels.js");

    public static TheoryData<string, int, string> Looks =>
        [
            .. GrafanaFiles.DashboardNames.SelectMany(row =>
                new[] { (1600, "dark"), (1600, "light"), (390, "dark"), (390, "light") }.Select(look => (row.Data, look.Item1, look.Item2))
            ),
        ];

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_panel_is_drawn_and_no_label_is_cut(string name, int width, string theme)
    {
        await using var preview = await RunningPreview.StartAsync((await warehouse.ReadyAsync()).Options());
        var uid = Path.GetFileNameWithoutExtension(name);
        var panels = GrafanaFiles.Dashboard(name)["panels"]!.AsArray();
        var live = panels.Where(panel => DataSourceRules.IsLive(panel!["datasource"])).Select(panel => (string)panel!["title"]!);
        var range = GrafanaFiles.Ranges(name)[name == "live-traffic.json" ? 2 : 1];

        await using var page = await browser.OpenAsync(preview, $"?d={uid}&from=now-{range}&to=now&theme={theme}", width);
        await page.UntilAsync($"{name} is drawn", ChromiumPage.Drawn);
        await page.KeepAsync($"{uid}-{width}-{theme}.png");
        if (width == 1600 && theme == "dark")
            await page.KeepAsync($"{uid}-small.png", 0.6);

        Assert.Empty(page.Complaints);
        Assert.Equal(panels.Count, (int?)await page.EvaluateAsync("document.querySelectorAll('.panel').length"));
        Assert.Equal("", (string?)await page.EvaluateAsync(Failures));
        Assert.Equal("", (string?)await page.EvaluateAsync(Messages));
        // Only panels that Grafana draws by itself have a note instead of figures.
        Assert.Equal(string.Join("; ", live), (string?)await page.EvaluateAsync(Notes));
        Assert.Empty((await page.EvaluateAsync(_cutLabels))!.AsArray().Select(text => (string?)text));
        Assert.Equal(theme, (string?)await page.EvaluateAsync("getComputedStyle(document.documentElement).colorScheme"));
    }

    [Theory]
    [InlineData("retention-and-funnels", "90d", "week", 1600)]
    [InlineData("retention-and-funnels", "90d", "week", 390)]
    [InlineData("retention-and-funnels", "365d", "day", 1600)]
    [InlineData("retention-and-funnels", "365d", "day", 390)]
    [InlineData("trust", "365d", "", 390)]
    [InlineData("trust", "7d", "", 1600)]
    [InlineData("overview", "90d", "", 1600)]
    [InlineData("audience", "30d", "", 1600)]
    [InlineData("acquisition", "7d", "", 390)]
    public async Task No_label_is_cut_in_other_ranges(string uid, string range, string grain, int width)
    {
        await using var preview = await RunningPreview.StartAsync((await warehouse.ReadyAsync()).Options());

        await using var page = await browser.OpenAsync(preview, $"?d={uid}&from=now-{range}&to=now&var-grain={grain}&theme=dark", width);
        await page.UntilAsync($"{uid} is drawn", ChromiumPage.Drawn);
        await page.KeepAsync($"{uid}-{range}-{width}.png");

        Assert.Empty(page.Complaints);
        Assert.Equal("", (string?)await page.EvaluateAsync(Failures));
        Assert.Empty((await page.EvaluateAsync(_cutLabels))!.AsArray().Select(text => (string?)text));
        Assert.Equal(0, (int?)await page.EvaluateAsync(InvisibleCells));
    }

    [Fact]
    public async Task Days_are_UTC_days_wherever_the_viewer_is()
    {
        var seeded = await warehouse.ReadyAsync();
        await using var preview = await RunningPreview.StartAsync(seeded.Options());
        await using var page = await browser.OpenAsync(preview, "?d=trust&from=now-7d&to=now", 1600);
        await page.UntilAsync("trust is drawn", ChromiumPage.Drawn);

        // Whether today has rows yet depends on the time of day.
        var days = await seeded.Database.LinesAsync(
            Role.Reader,
            "SELECT to_char(day, 'MM-DD') FROM reporting.completeness "
                + "WHERE bucket >= date_trunc('day', now(), 'UTC') - interval '6 days' GROUP BY day ORDER BY day"
        );
        Assert.InRange(days.Count, 6, 7);
        Assert.Equal(
            days,
            (
                await page.EvaluateAsync(
                    "[...document.querySelectorAll('[aria-label=\"Completeness by day\"] .label')].map(one => one.textContent)"
                )
            )!
                .AsArray()
                .Select(text => (string)text!)
        );
        Assert.Contains(
            " UTC",
            (string?)await page.EvaluateAsync("document.getElementById('freshness').textContent"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Colors_spread_over_the_panels_values()
    {
        const string colors = "[...document.querySelectorAll('td')].map(one => getComputedStyle(one).backgroundColor).join(' ')";
        using DashboardFiles files = new();
        await using var preview = await StartAsync(
            files,
            "SELECT 1000 AS a, 3000 AS b UNION ALL SELECT 2000, 5000 ORDER BY 1",
            """{"color": {"mode": "continuous-blues"}, "custom": {"cellOptions": {"type": "color-background"}}}"""
        );
        await using var page = await browser.OpenAsync(preview, "?d=table&theme=dark", 1600);
        await page.UntilAsync("the table is drawn", "document.querySelectorAll('td').length === 4");

        // From the panel's own color at 1000 to dark-blue at 5000, over both columns.
        Assert.Equal("rgb(24, 27, 31) rgb(28, 62, 114) rgb(26, 44, 72) rgb(31, 96, 196)", (string?)await page.EvaluateAsync(colors));
    }

    [Theory]
    [InlineData("", "0.0125 0.05")]
    [InlineData("""{"id": "fieldMinMax", "value": true}, """, "0.25 1")]
    [InlineData("""{"id": "max", "value": 2}, """, "0.125 0.5")]
    public async Task A_gauge_ends_where_Grafana_ends_it(string end, string lengths)
    {
        const string parts =
            "[...document.querySelectorAll('.gauge .fill')].map(one => Number.parseFloat(one.style.width) / 100).join(' ')";
        using DashboardFiles files = new();
        await using var preview = await StartAsync(
            files,
            "SELECT 20 AS sessions, 0.25::float8 AS share UNION ALL SELECT 20, 1 ORDER BY 2",
            "{}",
            $$$"""
            {"matcher": {"id": "byName", "options": "share"},
             "properties": [{"id": "min", "value": 0}, {{{end}}}{"id": "custom.cellOptions", "value": {"type": "gauge"}}]}
            """
        );
        await using var page = await browser.OpenAsync(preview, "?d=table", 1600);
        await page.UntilAsync("the table is drawn", "document.querySelectorAll('.gauge').length === 2");

        Assert.Equal(lengths, (string?)await page.EvaluateAsync(parts));
    }

    async Task<RunningPreview> StartAsync(DashboardFiles files, string sql, string defaults, string overrides = "")
    {
        files.Write(
            "table.json",
            $$$"""
            {"uid": "table", "title": "table", "panels": [
              {"id": 1, "type": "table", "title": "t", "options": {}, "gridPos": {"x": 0, "y": 0, "w": 24, "h": 6},
               "fieldConfig": {"defaults": {{{defaults}}}, "overrides": [{{{overrides}}}]},
               "targets": [{"refId": "A", "format": "table", "rawSql": "{{{sql}}}"}]}]}
            """
        );
        return await RunningPreview.StartAsync((await warehouse.ReadyAsync()).Options(files.Path));
    }

    [Theory]
    [MemberData(nameof(GrafanaFiles.DashboardNames), MemberType = typeof(GrafanaFiles))]
    public async Task A_panel_without_rows_says_why(string name)
    {
        await using var empty = await warehouse.CreateWarehouseAsync();
        var options = (await warehouse.ReadyAsync()).Options() with { Warehouse = empty.ConnectionString(Role.Reader) };
        await using var preview = await RunningPreview.StartAsync(options);

        await using var page = await browser.OpenAsync(preview, $"?d={Path.GetFileNameWithoutExtension(name)}", 390);
        await page.UntilAsync($"{name} is drawn", ChromiumPage.Drawn);

        Assert.Empty(page.Complaints);
        Assert.Equal("", (string?)await page.EvaluateAsync(Failures));
        Assert.Empty((await page.EvaluateAsync(_cutLabels))!.AsArray().Select(text => (string?)text));
        var messages = (
            await page.EvaluateAsync("[...document.querySelectorAll('.message')].filter(one => !one.hidden).map(one => one.textContent)")
        )!.AsArray();
        Assert.NotEmpty(messages);
        Assert.DoesNotContain("No data", messages.Select(text => (string)text!));
    }
}

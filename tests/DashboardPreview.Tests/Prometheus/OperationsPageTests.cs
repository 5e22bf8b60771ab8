using Analytics.Hosting;
using Analytics.Local.Processes;
using DashboardPreview.Tests.Lint;
using DashboardPreview.Tests.Seed;
using DashboardPreview.Tests.Web;

namespace DashboardPreview.Tests.Prometheus;

/// <summary>Looks at the dashboards on Prometheus in a browser, with a Prometheus, without one, and with one that is away.</summary>
/// <remarks>With ANALYTICS_TEST_PICTURES, a folder, each is kept there as a PNG.</remarks>
public sealed class OperationsPageTests(SeededPrometheus prometheus, SeededWarehouse warehouse, Chromium browser)
{
    const string Failures = "[...document.querySelectorAll('.failure')].filter(one => !one.hidden).map(one => one.textContent)";
    const string Messages =
        "[...document.querySelectorAll('.message')].filter(one => !one.hidden).map(one => one.closest('.panel').ariaLabel).join('; ')";
    static readonly string _cutLabels = EmbeddedText.Read(typeof(OperationsPageTests).Assembly, "cut-labels.js");

    static int Panels => GrafanaFiles.Dashboard("operations.json")["panels"]!.AsArray().Count;

    [Theory]
    [InlineData(1600, "dark")]
    [InlineData(1600, "light")]
    [InlineData(390, "dark")]
    [InlineData(390, "light")]
    public async Task Every_panel_is_drawn_and_no_label_is_cut(int width, string theme)
    {
        await using var preview = await RunningPreview.StartAsync(await prometheus.OptionsAsync(warehouse));

        await using var page = await browser.OpenAsync(preview, $"?d=operations&from=now-15m&to=now&theme={theme}", width);
        await page.UntilAsync("operations is drawn", ChromiumPage.Drawn);
        await page.KeepAsync($"operations-{width}-{theme}.png");
        if (width == 1600 && theme == "dark")
            await page.KeepAsync("operations-small.png", 0.6);

        Assert.Empty(page.Complaints);
        Assert.Equal(Panels, (int?)await page.EvaluateAsync("document.querySelectorAll('.panel').length"));
        Assert.Empty((await page.EvaluateAsync(Failures))!.AsArray());
        Assert.Equal("", (string?)await page.EvaluateAsync(Messages));
        Assert.Empty((await page.EvaluateAsync(_cutLabels))!.AsArray().Select(text => (string?)text));
    }

    [Fact]
    public async Task Without_Prometheus_each_panel_says_what_it_needs()
    {
        await using var preview = await RunningPreview.StartAsync((await warehouse.ReadyAsync()).Options());

        await using var page = await browser.OpenAsync(preview, "?d=operations", 390);
        await page.UntilAsync("operations is drawn", ChromiumPage.Drawn);

        Assert.Equal(
            Enumerable.Repeat("needs Prometheus (set --prometheus)", Panels),
            (await page.EvaluateAsync(Failures))!.AsArray().Select(text => (string)text!)
        );
    }

    [Fact]
    public async Task A_Prometheus_that_is_away_is_named()
    {
        var options = (await warehouse.ReadyAsync()).Options() with { Prometheus = new Uri($"http://127.0.0.1:{Ports.Free()}/") };
        await using var preview = await RunningPreview.StartAsync(options);

        var answer = await preview.QueryAsync(
            new
            {
                dashboard = "operations",
                from = "now-15m",
                to = "now",
            }
        );

        Assert.All(answer.GetProperty("panels").EnumerateArray(), panel =>
            Assert.StartsWith("Prometheus does not answer: ", panel.GetProperty("error").GetString(), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_refused_query_says_why_and_leaves_the_others_alone()
    {
        using DashboardFiles files = new();
        var broken = GrafanaFiles
            .Text("dashboards", "operations.json")
            .Replace("max(stream_query_lag_events)", "max(((", StringComparison.Ordinal);
        files.Write("operations.json", broken);
        await using var preview = await RunningPreview.StartAsync(
            await prometheus.OptionsAsync(warehouse) with
            {
                Dashboards = files.Path,
            }
        );

        var answer = await preview.QueryAsync(
            new
            {
                dashboard = "operations",
                from = "now-15m",
                to = "now",
            }
        );

        var failed = answer.GetProperty("panels").EnumerateArray().Where(panel => panel.TryGetProperty("error", out _));
        Assert.Contains("parse error", Assert.Single(failed).GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}

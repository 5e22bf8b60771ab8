using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Web;

/// <summary>The controls in the page's header, used as a visitor does.</summary>
public sealed class PageControlsTests(SeededWarehouse warehouse, Chromium browser)
{
    const string Steps = "[...document.querySelectorAll('[aria-label=Funnel] .label')].map(one => one.textContent).join(', ')";

    [Fact]
    public async Task Lists_the_dashboards_and_switches_between_them()
    {
        await using var preview = await RunningPreview.StartAsync((await warehouse.ReadyAsync()).Options());
        await using var page = await browser.OpenAsync(preview, "?from=now-1h&to=now&var-source=ios&theme=light", 1600);
        await page.UntilAsync("live traffic is drawn first", $"document.title === 'Live traffic' && {ChromiumPage.Drawn}");

        Assert.Equal(
            "Acquisition, Audience, Content, Live traffic, Operations, Overview, Retention and funnels, Revenue, Trust",
            (string?)await page.EvaluateAsync("[...document.querySelectorAll('#dashboards option')].map(one => one.textContent).join(', ')")
        );
        await page.EvaluateAsync("{ const list = document.getElementById('dashboards'); list.value = 'trust'; list.onchange(); }");
        await page.UntilAsync("trust is drawn", $"document.title === 'Trust' && {ChromiumPage.Drawn}");
        Assert.Equal("?d=trust&theme=light", (string?)await page.EvaluateAsync("location.search"));
        Assert.Equal("30d", (string?)await page.EvaluateAsync("document.querySelector('#ranges [aria-pressed=true]').textContent"));
    }

    [Fact]
    public async Task A_picked_funnel_changes_its_breakdowns_and_panels()
    {
        var seeded = await warehouse.ReadyAsync();
        await using var preview = await RunningPreview.StartAsync(seeded.Options());
        await using var page = await browser.OpenAsync(preview, "?d=retention-and-funnels&var-funnel=checkout", 1600);
        await page.UntilAsync(
            "the funnel checkout is drawn",
            $"{Steps} === '1 product viewed, 2 product added, 3 checkout started, 4 order completed'"
        );

        await page.EvaluateAsync(
            "[...document.querySelectorAll('.picker input[name=funnel]')].find(one => one.parentElement.textContent === 'signup').click()"
        );

        await page.UntilAsync("the funnel signup is drawn", $"{Steps} === '1 /pricing, 2 sign_up_started, 3 sign_up'");
        Assert.Contains("var-funnel=signup", (string?)await page.EvaluateAsync("location.search"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pick_during_a_refresh_is_asked_for_at_once()
    {
        using DashboardFiles files = new();
        files.Write(
            "slow.json",
            """
            {"uid": "slow", "title": "slow", "refresh": "1h",
             "templating": {"list": [{"type": "custom", "name": "v", "query": "a,b,c", "current": {"value": "a"}}]},
             "panels": [{"id": 1, "type": "table", "title": "t", "options": {}, "gridPos": {"x": 0, "y": 0, "w": 24, "h": 4},
               "targets": [{"refId": "A", "format": "table",
                 "rawSql": "SELECT ${v:sqlstring} AS v FROM (SELECT count(*) FROM generate_series(1, 2000000)) AS slow"}]}]}
            """
        );
        await using var preview = await RunningPreview.StartAsync((await warehouse.ReadyAsync()).Options(files.Path));
        await using var page = await browser.OpenAsync(preview, "?d=slow", 1600);
        const string shown = "[...document.querySelectorAll('.panel td')].map(one => one.textContent).join()";
        await page.UntilAsync("a is shown", $"{shown} === 'a'");

        // The first pick is asked for at once; the second is made while its answer is under way.
        await page.EvaluateAsync(
            """
            {
              const inputs = () => [...document.querySelectorAll('.picker input')];
              const pick = value => inputs().find(one => one.parentElement.textContent === value).click();
              pick('b');
              setTimeout(() => { pick('c'); document.getElementById('pause').click(); });
            }
            """
        );

        await page.UntilAsync("c is shown", $"{shown} === 'c'");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task The_button_switches_the_theme()
    {
        await using var preview = await RunningPreview.StartAsync((await warehouse.ReadyAsync()).Options());
        await using var page = await browser.OpenAsync(preview, "?d=trust&theme=dark", 1600);
        await page.UntilAsync("trust is drawn", ChromiumPage.Drawn);
        const string background = "getComputedStyle(document.querySelector('.panel')).backgroundColor";
        var dark = (string?)await page.EvaluateAsync(background);

        await page.EvaluateAsync("document.getElementById('theme').click()");

        Assert.Equal("rgb(255, 255, 255)", (string?)await page.EvaluateAsync(background));
        Assert.NotEqual("rgb(255, 255, 255)", dark);
        Assert.Contains("theme=light", (string?)await page.EvaluateAsync("location.search"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acquisition", "Campaigns", "utm_campaign", "newsletter-48")]
    [InlineData("content", "Entry pages", "entry_page", "/<script>alert(1)</script>")]
    [InlineData("audience", "Cities", "city", "🛒🎄 sale")]
    public async Task A_click_on_a_value_filters_the_dashboard(string uid, string panel, string dimension, string value)
    {
        await using var preview = await RunningPreview.StartAsync((await warehouse.ReadyAsync()).Options());
        await using var page = await browser.OpenAsync(preview, $"?d={uid}&from=now-24h&to=now&var-source=web&theme=light", 1600);
        await page.UntilAsync($"{uid} is drawn", ChromiumPage.Drawn);
        var texts = $"[...document.querySelectorAll('[aria-label=\"{panel}\"] td a')]";

        await page.EvaluateAsync($"{texts}.find(one => one.textContent === '{value}').click()");

        await page.UntilAsync(
            "one value is left",
            $"document.readyState === 'complete' && {texts}.map(one => one.textContent).join() === '{value}'"
        );
        await page.UntilAsync("all is drawn", ChromiumPage.Drawn);
        var query = "new URLSearchParams(location.search)";
        Assert.Equal(dimension, (string?)await page.EvaluateAsync($"{query}.get('var-dimension')"));
        Assert.Equal(value, (string?)await page.EvaluateAsync($"{query}.get('var-value')"));
        Assert.Equal(
            "web light now-24h",
            (string?)await page.EvaluateAsync($"['var-source', 'theme', 'from'].map(name => {query}.get(name)).join(' ')")
        );
        Assert.Equal(value, (string?)await page.EvaluateAsync("document.querySelector('.textbox input').value"));

        await page.EvaluateAsync("document.querySelector('.textbox button').click()");
        await page.UntilAsync("the filter is gone", $"{texts}.length > 2");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Names_are_shown_as_text_and_cut_where_they_are_long()
    {
        await using var preview = await RunningPreview.StartAsync((await warehouse.ReadyAsync()).Options());
        foreach (var width in new[] { 1600, 390 })
        {
            await using var page = await browser.OpenAsync(preview, "?d=audience&from=now-24h&to=now", width);
            await page.UntilAsync("the dashboard is drawn", ChromiumPage.Drawn);

            var cells = (
                await page.EvaluateAsync("[...document.querySelectorAll('[aria-label=Cities] td a')].map(one => one.textContent)")
            )!
                .AsArray()
                .Select(text => (string)text!);
            Assert.Superset(SeededSessions.Hostile.ToHashSet(), cells.ToHashSet());
            Assert.Equal(0, (int?)await page.EvaluateAsync("document.querySelectorAll('main script').length"));
            Assert.Equal(
                "ellipsis true",
                (string?)
                    await page.EvaluateAsync(
                        "(one => getComputedStyle(one).textOverflow + ' ' + (one.scrollWidth > one.clientWidth))"
                            + "([...document.querySelectorAll('[aria-label=Cities] td')].find(one => one.textContent.startsWith('xxx')))"
                    )
            );
            Assert.True(
                (bool?)
                    await page.EvaluateAsync(
                        "[...document.querySelectorAll('[aria-label=Cities] .table')].every(one => one.scrollWidth <= one.clientWidth + 1)"
                    )
            );
            Assert.Empty(page.Complaints);
        }
    }
}

using System.CommandLine.Parsing;
using System.Net;
using System.Text.RegularExpressions;
using Analytics.DashboardPreview.Settings;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Web;

/// <summary>The page's files, headers and command line.</summary>
public sealed class PreviewPageTests(SeededWarehouse warehouse)
{
    [Fact]
    public async Task Says_that_it_lives()
    {
        await using var preview = await StartAsync();

        Assert.Equal("ok\n", await preview.Http.GetStringAsync("health/live", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("", "text/html")]
    [InlineData("app.css", "text/css")]
    [InlineData("icon.svg", "image/svg+xml")]
    [InlineData("js/main.js", "text/javascript")]
    [InlineData("vendor/uPlot.iife.min.js", "text/javascript")]
    [InlineData("vendor/uPlot.min.css", "text/css")]
    [InlineData("vendor/uPlot.LICENSE.txt", "text/plain")]
    public async Task Serves_every_part_under_a_strict_policy(string path, string type)
    {
        await using var preview = await StartAsync();

        var answer = await preview.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public void Loads_nothing_from_elsewhere()
    {
        var page = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        var own = Directory
            .EnumerateFiles(page, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("vendor", StringComparison.Ordinal))
            .ToArray();

        Assert.NotEmpty(own);
        Assert.All(own, file => Assert.DoesNotMatch(new Regex("https?://(?!www\\.w3\\.org/2000/svg)"), File.ReadAllText(file)));
    }

    [Fact]
    public async Task Answers_to_names_of_this_machine_only()
    {
        await using var preview = await StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "/") { Headers = { Host = "elsewhere.example" } };

        Assert.Equal(
            HttpStatusCode.MisdirectedRequest,
            (await preview.Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode
        );
    }

    [Fact]
    public void Names_every_mistake_of_the_command_line_at_once()
    {
        Assert.Equal(
            4,
            Mistakes(
                "--dashboards",
                "/no/such/folder",
                "--warehouse",
                "nonsense",
                "--max-connections",
                "0",
                "--statement-timeout",
                "300"
            ).Count
        );
        Assert.Single(Mistakes("--dashboards", ".", "--warehouse", "nonsense"));
        Assert.Empty(Mistakes("--dashboards", ".", "--warehouse", "Host=127.0.0.1;Username=analytics_reader"));
    }

    static IReadOnlyList<ParseError> Mistakes(params string[] args) =>
        PreviewOptions.Command((_, _) => Task.FromResult(0)).Parse(args).Errors;

    async Task<RunningPreview> StartAsync() => await RunningPreview.StartAsync((await warehouse.ReadyAsync()).Options());
}

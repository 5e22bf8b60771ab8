using System.CommandLine.Parsing;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Analytics.DashboardPreview.Settings;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Web;

/// <summary>The page's files, headers and command line.</summary>
public sealed class PreviewPageTests(SeededWarehouse warehouse)
{
    [Fact]
    public async Task Answers_its_liveness_check()
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

    /// <summary>Of uplot@1.6.32 in npm's registry, folder dist.</summary>
    [Theory]
    [InlineData("uPlot.iife.min.js", "19C8D4C6AD88929A79F4AE49D6F7161566DFD0BA3D15CC495E974F787EB78F1F")]
    [InlineData("uPlot.min.css", "DF630C6A8D6F8EEAFF264B50F73CE5B114F646FFD9A0BB74F049B0A00135FA04")]
    public void Uplot_is_what_its_author_published(string file, string sha256) =>
        Assert.Equal(
            sha256,
            Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "wwwroot", "vendor", file))))
        );

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
    public void Names_every_error_of_the_command_line_at_once()
    {
        Assert.Equal(
            4,
            Errors(
                "--dashboards",
                "/no/such/folder",
                "--warehouse",
                "nonsense",
                "--max-connections",
                "0",
                "--statement-timeout",
                "5m"
            ).Count
        );
        Assert.Single(Errors("--dashboards", ".", "--warehouse", "nonsense"));
        Assert.Empty(Errors("--dashboards", ".", "--warehouse", "Host=127.0.0.1;Database=analytics;Username=analytics_reader"));
    }

    static IReadOnlyList<ParseError> Errors(params string[] args) =>
        PreviewOptions.Command((_, _) => Task.FromResult(0)).Parse(args).Errors;

    async Task<RunningPreview> StartAsync() => await RunningPreview.StartAsync((await warehouse.ReadyAsync()).Options());
}

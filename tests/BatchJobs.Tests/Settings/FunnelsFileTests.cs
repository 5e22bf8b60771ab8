using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Settings;
using Analytics.Testing;

namespace BatchJobs.Tests.Settings;

public sealed class FunnelsFileTests
{
    [Fact]
    public void The_funnels_of_the_shop_are_right()
    {
        var (funnels, errors) = FunnelsFile.Read(FunnelsFile.Default);

        Assert.Empty(errors);
        Assert.Equal(["purchase", "search", "landing"], funnels.Select(funnel => funnel.Name));
        Assert.Equal(TimeSpan.FromHours(2), funnels[0].Window);
        Assert.Equal("device", funnels[0].Breakdown);
        Assert.Equal(
            ["Product Viewed", "Product Added", "Checkout Started", "Order Completed"],
            funnels[0].Steps.Select(step => step.Event)
        );
        Assert.Equal("page", funnels[1].Steps[1].Where["type"]);
    }

    [Fact]
    public void No_funnel_is_no_error() => Assert.Empty(FunnelsFile.Parse("[]").Errors);

    [Fact]
    public void Names_every_error_with_its_place()
    {
        var (funnels, errors) = FunnelsFile.Parse(
            """
            [
              { "name": "again", "window": "1h", "steps": [{ "name": "a", "event": "a" }] },
              { "name": "again", "window": "25h", "breakdown": "user_id", "stepz": [], "steps": [] },
              { "window": "30s", "steps": [{ "name": "a" },
                { "event": 1, "where": { "revenue": "1", "country": 2, "page_path": null } }, 5] },
              { "name": "", "window": "soon", "breakdown": 3, "steps": {} },
              []
            ]
            """
        );

        Assert.Empty(funnels);
        Assert.Equal(
            [
                "funnels[1]: unknown member 'stepz'; it has name, window, breakdown, steps.",
                "funnels[1]: window is 1m to 1d, such as 30m or 2h, not '25h'.",
                "funnels[1]: breakdown is one of",
                "funnels[1]: steps has 1 to 20 elements, not 0.",
                "funnels[2]: name is missing.",
                "funnels[2]: window is 1m to 1d, such as 30m or 2h, not '30s'.",
                "funnels[2].steps[0]: a step needs event or where.",
                "funnels[2].steps[1]: name is missing.",
                "funnels[2].steps[1]: event is a text, not Number.",
                "funnels[2].steps[1].where: country is a text, not Number.",
                "funnels[2].steps[1].where: page_path is missing.",
                "funnels[2].steps[1]: where has no column 'revenue'",
                "funnels[2].steps[2]: an object is needed, not Number.",
                "funnels[2].steps[2]: name is missing.",
                "funnels[2].steps[2]: a step needs event or where.",
                "funnels[3]: name is missing.",
                "funnels[3]: window is 1m to 1d, such as 30m or 2h, not 'soon'.",
                "funnels[3]: breakdown is a text, not Number.",
                "funnels[3].steps: an array is needed, not Object.",
                "funnels[3]: steps has 1 to 20 elements, not 0.",
                "funnels[4]: an object is needed, not Array.",
                "funnels[4]: name is missing.",
                "funnels[4]: window is missing.",
                "funnels[4].steps: missing.",
                "funnels[4]: steps has 1 to 20 elements, not 0.",
                "The name 'again' is used by 2 funnels.",
            ],
            errors.Select(error =>
                error.Contains("breakdown is one of", StringComparison.Ordinal) ? "funnels[1]: breakdown is one of"
                : error.Contains("where has no column", StringComparison.Ordinal) ? error[..error.IndexOf(';', StringComparison.Ordinal)]
                : error
            )
        );
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[1,]")]
    public void Says_what_is_no_json(string text) =>
        Assert.StartsWith("It is not JSON:", Assert.Single(FunnelsFile.Parse(text).Errors), StringComparison.Ordinal);

    [Fact]
    public async Task An_error_or_a_missing_file_ends_the_job_with_64()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "funnels.json");
        Assert.Equal(64, await RunAsync("--funnels", file));

        await File.WriteAllTextAsync(file, """[{ "name": "x", "window": "1h", "steps": [] }]""", TestContext.Current.CancellationToken);
        Assert.Equal(64, await RunAsync("--funnels", file));
    }

    [Theory]
    [InlineData("--day", "2999-01-01")]
    [InlineData("--day", "yesterday")]
    [InlineData("--day", "2999-01-01", "--open")]
    public async Task A_day_that_is_not_closed_ends_the_job_with_64(params string[] arguments) =>
        Assert.Equal(64, await RunAsync(arguments));

    static Task<int> RunAsync(params string[] arguments) =>
        BatchCommand.RunAsync(
            ["report", "--lake", "nowhere", "--warehouse", "Host=127.0.0.1;Port=1;Database=analytics", .. arguments],
            [ReportJob.Command()]
        );
}

using System.CommandLine;
using Analytics.Hosting;
using Analytics.SparkJobs.Settings;

namespace SparkJobs.Tests.Settings;

public sealed class ApplicationCommandTests
{
    const string Warehouse = "Host=db;Database=analytics;Username=analytics_writer;Password=s3cret-0123456789";

    static readonly string[] _needed = ["--kafka", "broker:9092", "--warehouse", Warehouse, "--lake", "/lake"];

    [Fact]
    public async Task Reads_what_a_run_needs_and_takes_defaults_for_the_rest()
    {
        var (code, _, settings) = await RunAsync(["all", .. _needed, "--trigger", "50ms", "--lean", "false", "--distributed", "false"]);

        Assert.Equal(ExitCodes.Done, code);
        Assert.Equal(["live-metrics", "rejected-counts", "sessions", "historical-metrics", "lake-archive"], settings!.Jobs);
        Assert.Equal(Warehouse, settings.Warehouse);
        Assert.Equal(TimeSpan.FromMilliseconds(50), settings.Trigger);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.LakeTrigger);
        Assert.Equal(TimeSpan.Zero, settings.FetchMaxWait);
        Assert.Equal("analytics.events", settings.Topics.Events);
        Assert.False(settings.Lean);
        Assert.False(settings.Distributed);
        Assert.True(settings.AsyncProgress);
    }

    [Fact]
    public async Task Names_every_error_at_once_and_no_password()
    {
        string[] args =
        [
            "dead-metrics",
            "--kafka",
            "broker:9092",
            "--trigger",
            "999999",
            "--warehouse",
            "Hots=db;Password=s3cret",
            "--lake",
            "/lake",
        ];
        var (code, printed, settings) = await RunAsync(args);

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Null(settings);
        Assert.Contains("No job is called 'dead-metrics'", printed, StringComparison.Ordinal);
        Assert.Contains(
            "--trigger takes a time of 0s to 1m, a number with ms, s, m, h or d, not '999999'",
            printed,
            StringComparison.Ordinal
        );
        Assert.Contains("--warehouse or ANALYTICS_WAREHOUSE is no Npgsql connection string", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--trigger takes a time of 0s to 1m, a number with ms, s, m, h or d, not '100'.", "--trigger", "100")]
    [InlineData("--lake-trigger takes a time of 1s to 1h, a number with ms, s, m, h or d, not '10000'.", "--lake-trigger", "10000")]
    [InlineData("--fetch-wait-ms has another name now: --fetch-max-wait 500ms.", "--fetch-wait-ms", "500")]
    public async Task A_time_without_a_unit_is_refused_with_how_to_write_it(string error, params string[] args)
    {
        var (code, printed, settings) = await RunAsync(["all", .. _needed, .. args]);

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Null(settings);
        Assert.Contains(error, printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_the_variables_and_not_what_they_hold()
    {
        var before = Environment.GetEnvironmentVariable("ANALYTICS_WAREHOUSE");
        Environment.SetEnvironmentVariable("ANALYTICS_WAREHOUSE", Warehouse);
        try
        {
            var (code, printed, _) = await RunAsync(["--help"]);

            Assert.Equal(ExitCodes.Done, code);
            Assert.Contains("[env: ANALYTICS_WAREHOUSE]", printed, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", printed, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ANALYTICS_WAREHOUSE", before);
        }
    }

    static async Task<(int Code, string Printed, JobSettings? Settings)> RunAsync(string[] args)
    {
        using var printed = new StringWriter();
        JobSettings? found = null;
        var code = await ApplicationCommand.InvokeAsync(
            args,
            (settings, _) =>
            {
                found = settings;
                return Task.FromResult(ExitCodes.Done);
            },
            new InvocationConfiguration { Output = printed, Error = printed }
        );
        return (code, printed.ToString(), found);
    }
}

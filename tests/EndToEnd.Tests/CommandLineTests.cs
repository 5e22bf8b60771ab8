using Analytics.Local.Components;

namespace EndToEnd.Tests;

public sealed class CommandLineTests(WholeStack stack)
{
    [Fact]
    [Trait("Fault", "F18")]
    public async Task A_second_copy_of_the_live_job_is_refused_and_says_who_runs()
    {
        var second = await Submit.JobAsync(await stack.RunningAsync(), [.. FastCompiler.Driver, "live-metrics", "--warm-batches", "0"]);
        Assert.Equal(75, second.Code);
        Assert.Matches("live-metrics already runs, backend pid [0-9]+ since .* UTC. Stop that one first.", second.Output);
    }

    [Fact]
    public async Task Without_a_job_the_script_lists_the_jobs()
    {
        var nothing = await Submit.RunAsync("./spark-submit.sh", [], new Dictionary<string, string>());
        Assert.Equal(64, nothing.Code);
        Assert.Contains("usage: ./spark-submit.sh", nothing.Output, StringComparison.Ordinal);
        var help = await Submit.RunAsync("./spark-submit.sh", ["--help"], new Dictionary<string, string>());
        Assert.Equal(0, help.Code);
        Assert.Contains("live-metrics", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_go_through_Spark_all_at_once_with_code_64()
    {
        // A flight recording from the start would crash a JVM that has archived classes.
        string[] recording = ["--conf", "spark.driver.extraJavaOptions=-XX:StartFlightRecording=maxage=1m"];
        string[] errors = ["dead-metrics", "--trigger", "999999"];
        var wrong = await Submit.RunAsync("./spark-submit.sh", [.. recording, .. errors], new Dictionary<string, string>());
        Assert.Equal(64, wrong.Code);
        Assert.Contains("No job is called 'dead-metrics'", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("--trigger takes a time of 0s to 1m", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("--kafka", wrong.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Analytics.SparkJobs", "--warm-batches")]
    [InlineData("Analytics.Warehouse", "migrate")]
    [InlineData("Analytics.DashboardPreview", "--dashboards")]
    [InlineData("Analytics.Local", "demo")]
    public async Task Every_program_explains_itself(string project, string word)
    {
        var help = await Submit.ProgramAsync(project, "--help");
        Assert.Equal(0, help.Code);
        Assert.Contains(word, help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_settings_it_names_the_missing_ones_and_exits_with_64()
    {
        var nothing = await Submit.ProgramAsync("Analytics.Collector");
        Assert.Equal(64, nothing.Code);
        Assert.Contains("ANALYTICS_KAFKA", nothing.Output, StringComparison.Ordinal);
    }
}

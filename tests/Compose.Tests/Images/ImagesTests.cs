using System.Text.Json.Nodes;
using Analytics.Local.Processes;
using Compose.Tests.Definition;

namespace Compose.Tests.Images;

/// <summary>The build's commands in clean folders, and what comes of them against what the Compose file says.</summary>
public sealed class ImagesTests(BuiltImages images)
{
    public static TheoryData<string> Ours => [.. ComposeFile.Services.Where(service => service.IsOurs).Select(service => service.Name)];

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task Its_program_starts_and_reads_every_variable(string name)
    {
        var service = ComposeFile.Named(name);
        await images.ReadyAsync(service.Target);

        var help = await HelpAsync([.. Programs.Of(service, images)]);
        // The schedule hands its variables to the jobs that it starts.
        if (name == "schedule")
            help += string.Concat(await Task.WhenAll(Jobs().Select(job => HelpAsync([.. Programs.Of(service, images).SkipLast(1), job]))));

        // The script of the entrypoint reads ANALYTICS_SECRETS, the shell of traffic its rate; no help lists the variable of keys.
        var given = service.Environment.Keys.Except(["ANALYTICS_SECRETS", "TRAFFIC_RATE"]).Concat(service.Secrets.Keys).ToArray();
        var known = name == "keys" ? ["ANALYTICS_WAREHOUSE"] : Programs.Variables(help);
        // The collector takes its database from the variable that all programs share.
        Assert.Empty(
            given
                .Select(Programs.WithoutNumbers)
                .Except([.. known, .. name == "collector" ? ["ANALYTICS_WAREHOUSE"] : Array.Empty<string>()])
        );
    }

    [Fact]
    public async Task The_layout_of_the_jobs_is_what_the_script_needs()
    {
        await images.ReadyAsync("jobs");
        var script = images.At("jobs", "/opt/analytics/spark-submit.sh");
        Dictionary<string, string> environment = new()
        {
            ["ANALYTICS_WAREHOUSE"] = "Host=127.0.0.1;Database=analytics",
            ["ANALYTICS_LAKE"] = "/nowhere",
        };

        var (code, said) = await Command.RunAsync([script, "all", "--help"], environment);
        Assert.True(code == 0, said);
        Assert.Contains("ANALYTICS_SPARK_JOBS_URL", said, StringComparison.Ordinal);

        (code, said) = await Command.RunAsync([script, "batch", "schedule", "--list"], environment);
        Assert.True(code == 0, said);
        Assert.Contains("reprocess", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_holds_every_dashboard()
    {
        await images.ReadyAsync("preview");

        Assert.Equal(
            Names(Path.Combine(Repository.Root, "grafana", "dashboards")),
            Names(images.At("preview", "/opt/analytics/dashboards"))
        );
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task A_volume_that_it_writes_is_a_folder_of_its_user(string name)
    {
        var service = ComposeFile.Named(name);
        await images.ReadyAsync(service.Target);

        foreach (var (_, target, _) in service.Mounts.Where(mount => !mount.IsReadOnly))
        {
            Assert.True(Directory.Exists(images.At(service.Target, target)), target);
            Assert.Contains(Dockerfile.Chain(service.Target).SelectMany(stage => stage.Steps), step =>
                step.Keyword == "COPY"
                && step.Text.Contains("--chown=$APP_UID:$APP_UID", StringComparison.Ordinal)
                && step.Text.EndsWith($"{target}/", StringComparison.Ordinal)
            );
        }
    }

    static async Task<string> HelpAsync(IReadOnlyList<string> command)
    {
        var (code, help) = await Command.RunAsync([.. command, "--help"]);
        Assert.True(code == 0, help);
        return help;
    }

    static IEnumerable<string> Jobs() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "batch-jobs", "schedule.json")))!["jobs"]!
            .AsArray()
            .Select(entry => (string)entry!["job"]!);

    static IEnumerable<string> Names(string folder) => Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order();
}

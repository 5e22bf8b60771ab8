using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Analytics.Local.Processes;
using Analytics.Testing.Processes;

namespace Local.Tests.Schedule;

/// <summary>The lines of deploy/schedule/README.md, in a folder in the place of the machine's root.</summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class ReadmeTests : IDisposable
{
    static readonly string _readme = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "schedule", "README.md"));

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cron_gives_a_job_the_whole_connection_from_the_file_that_is_installed()
    {
        foreach (var folder in (string[])["etc/systemd/system", "opt/analytics", "var/lib/analytics"])
            Directory.CreateDirectory(Path.Combine(_folder.Path, folder));
        await RunAsync(string.Join('\n', Installs().Matches(_readme).Select(match => match.Value)));
        var file = Path.Combine(_folder.Path, "etc", "analytics", "schedule.env");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(file));

        await File.WriteAllTextAsync(file, Variables().Match(_readme).Groups["lines"].Value, TestContext.Current.CancellationToken);
        var script = Path.Combine(_folder.Path, "opt", "analytics", "spark-submit.sh");
        await File.WriteAllTextAsync(
            script,
            "#!/bin/sh\necho \"$*|$ANALYTICS_WAREHOUSE|$ANALYTICS_LAKE|$ANALYTICS_GRAFANA_URL\"\n",
            TestContext.Current.CancellationToken
        );
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(
            "batch compact|Host=db.example;Database=analytics;Username=analytics_batch;Password=...;SSL Mode=VerifyFull|"
                + "/srv/analytics/lake|https://grafana.example\n",
            await RunAsync(Cron().Match(_readme).Groups["command"].Value)
        );
    }

    // The group analytics is the installation's; here it is the user's own.
    async Task<string> RunAsync(string commands)
    {
        var line = Places().Replace(commands, $"{_folder.Path}/$1/").Replace("-g analytics", "-g \"$(id -g)\"", StringComparison.Ordinal);
        var ran = await Ran.ToEndAsync(new ProcessStartInfo("sh", ["-euc", line]) { WorkingDirectory = Repository.Root });
        Assert.Equal((0, ""), (ran.Code, ran.Errors));
        return ran.Output;
    }

    [GeneratedRegex("^install .*$", RegexOptions.Multiline)]
    private static partial Regex Installs();

    [GeneratedRegex(@"```\n(?<lines>ANALYTICS_WAREHOUSE=[^`]*)```")]
    private static partial Regex Variables();

    [GeneratedRegex(@"^30 2 \* \* \* analytics  (?<command>.*)$", RegexOptions.Multiline)]
    private static partial Regex Cron();

    [GeneratedRegex("/(etc|opt|var)/")]
    private static partial Regex Places();
}

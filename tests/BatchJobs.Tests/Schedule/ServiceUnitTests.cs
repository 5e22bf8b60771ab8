using System.Diagnostics;
using System.Text.RegularExpressions;
using Analytics.BatchJobs.Jobs;
using Analytics.Local.Processes;
using Analytics.Testing;

namespace BatchJobs.Tests.Schedule;

/// <summary>The systemd unit of the schedule.</summary>
public sealed partial class ServiceUnitTests : IDisposable
{
    static readonly string _unit = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "schedule", "analytics-schedule.service"));

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Says_what_the_schedule_reads()
    {
        var schedule = ScheduleJob.Command([.. Programs.Jobs.Values]);
        var known = Programs.VariablesOf(schedule);
        var given = Variable()
            .Matches(string.Join('\n', _unit.Split('\n').Where(line => line.StartsWith("Environment=", StringComparison.Ordinal))));
        var start = _unit.Split('\n').Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal)).Split(' ');

        Assert.NotEmpty(given);
        Assert.Empty(given.Select(match => match.Groups["name"].Value).Except(known));
        Assert.Equal(["ExecStart=/opt/analytics/spark-submit.sh", "batch", "schedule"], start.Take(3));
        // The rest of the errors are variables that the file of the environment sets, and spark-submit.sh itself.
        Assert.Empty(
            Programs.Errors(schedule, [.. start.Skip(3), "--file", Path.Combine(Repository.Root, "batch-jobs", "schedule.json")], known)
        );
        Assert.DoesNotContain("Password=", _unit, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Systemd_analyze_accepts_the_unit()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "This machine has no systemd-analyze.");
        var copy = Path.Combine(_folder.Path, "analytics-schedule.service");
        await File.WriteAllTextAsync(
            copy,
            _unit.Replace("/opt/analytics", Repository.Root, StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );

        using var verify = Process.Start(
            new ProcessStartInfo("/usr/bin/systemd-analyze", ["verify", "--man=no", copy]) { RedirectStandardError = true }
        )!;
        var said = await verify.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await verify.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain("analytics-schedule", said, StringComparison.Ordinal);
        Assert.Equal(0, verify.ExitCode);
    }

    [GeneratedRegex(@"(?<name>ANALYTICS_\w+)=")]
    private static partial Regex Variable();
}

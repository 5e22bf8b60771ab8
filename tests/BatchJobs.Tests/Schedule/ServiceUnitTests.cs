using System.Text.RegularExpressions;
using Analytics.BatchJobs.Jobs;
using Analytics.Local.Processes;

namespace BatchJobs.Tests.Schedule;

/// <summary>The systemd unit of the schedule.</summary>
public sealed partial class ServiceUnitTests
{
    static readonly string _unit = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "schedule", "analytics-schedule.service"));

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
    }

    [GeneratedRegex(@"(?<name>ANALYTICS_\w+)=")]
    private static partial Regex Variable();
}

using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Schedule;
using Analytics.Local.Processes;
using Microsoft.Extensions.Time.Testing;

namespace BatchJobs.Tests.Schedule;

public sealed partial class ScheduleFileTests
{
    static readonly DateTimeOffset _now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    static readonly Command[] _known = [new("compact") { new Option<int>("--retention-days") }, new("report")];

    [Fact]
    public void Reads_a_job_with_everything()
    {
        var job = Assert.Single(
            Read(
                """
                {"jobs": [{"job": "compact", "cron": "0 30 2 * * *", "zone": "Europe/Warsaw", "arguments": ["--retention-days", "9"],
                  "spark": ["--master", "local[2]"], "deadline": "90m", "keep": 5}]}
                """
            )
        );

        Assert.Equal(("compact", "0 30 2 * * * Europe/Warsaw"), (job.Name, job.Text));
        Assert.Equal(["--retention-days", "9"], job.Arguments);
        Assert.Equal(["--master", "local[2]"], job.Spark);
        Assert.Equal((TimeSpan.FromMinutes(90), 5), (job.Deadline, job.KeptLogs));
        Assert.Equal(new DateTimeOffset(2026, 11, 29, 1, 30, 0, TimeSpan.Zero), job.Times.Next(_now));
    }

    [Fact]
    public void Has_defaults()
    {
        var job = Assert.Single(Read("""{"jobs": [{"job": "report", "cron": "@daily"}]}"""));
        Assert.Equal((TimeSpan.FromHours(6), 30), (job.Deadline, job.KeptLogs));
        Assert.Equal(new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero), job.Times.Next(_now));
    }

    [Fact]
    public void The_shipped_report_waits_until_the_longest_reprocess_has_ended()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "batch-jobs", "schedule.json"));
        var jobs = ScheduleFile.Read(text, [.. Programs.Jobs.Values], _now).Jobs.ToDictionary(job => job.Name);
        var (report, reprocess) = (jobs["report"], jobs["reprocess"]);

        var wait = ReportOptions.Read(Programs.Jobs["report"].Parse([.. report.Arguments])).Wait;

        Assert.True(wait >= reprocess.Deadline, $"it waits {wait}, and reprocess may last {reprocess.Deadline}");
        Assert.True(
            report.Deadline >= wait + TimeSpan.FromHours(4),
            $"its deadline of {report.Deadline} leaves it too little after {wait}"
        );
    }

    [Fact]
    public void The_shipped_reprocess_takes_every_day_whose_events_are_not_late()
    {
        var kept = File.ReadAllText(Path.Combine(Repository.Root, "warehouse", "functions", "kept_since.sql"));
        var days = int.Parse(NotLate().Match(kept).Groups["days"].Value, CultureInfo.InvariantCulture);
        var text = File.ReadAllText(Path.Combine(Repository.Root, "batch-jobs", "schedule.json"));
        var job = ScheduleFile.Read(text, [.. Programs.Jobs.Values], _now).Jobs.Single(job => job.Name == "reprocess");

        var nextNight = ReprocessOptions.Read(Programs.Jobs["reprocess"].Parse([.. job.Arguments]), new FakeTimeProvider(_now.AddDays(1)));

        Assert.InRange(nextNight.From, DateOnly.MinValue, DateOnly.FromDateTime(_now.UtcDateTime).AddDays(-days));
    }

    [Fact]
    public void Names_every_error_at_once()
    {
        var (_, errors) = ScheduleFile.Read(
            """
            {"jobs": [
              {"job": "compact", "cron": "99 2 * * *", "zone": "Mars/Olympus", "deadline": "never", "keep": 0, "at": "noon"},
              {"job": "compakt", "cron": "30 2 * * *"},
              {"job": "report", "cron": "0 0 30 2 *", "arguments": "--day"},
              {"job": "compact", "cron": "30 2 * * *", "arguments": ["--retention-days", "many"]},
              {"job": "compact", "cron": "30 3 * * *"},
              {"cron": 5},
              7
            ]}
            """,
            _known,
            _now
        );

        string[] expected =
        [
            "compact: unknown member 'at'; it has job, cron, zone, arguments, spark, deadline, keep.",
            "compact: this system knows no time zone 'Mars/Olympus'",
            "compact: '99 2 * * *' is no cron expression",
            "compakt: no job is called so. Jobs: compact, report.",
            "report: arguments is a list of texts.",
            "report: the time '0 0 30 2 *' never comes.",
            "compact: Cannot parse argument 'many'",
            "Job 6: job is missing.",
            "Job 6: cron is a text, not Number.",
            "Job 7 is no object.",
            "compact: a job has one entry",
        ];
        Assert.All(expected, text => Assert.Contains(errors, error => error.StartsWith(text, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, errors.Count);
    }

    [Fact]
    public void Names_wrong_limits_of_an_entry_that_is_right_otherwise()
    {
        var (_, errors) = ScheduleFile.Read(
            """{"jobs": [{"job": "compact", "cron": "30 2 * * *", "deadline": "8d", "keep": 0, "spark": [1]}]}""",
            _known,
            _now
        );
        Assert.Equal(3, errors.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"jobs": []}""")]
    [InlineData("""{"jobs": {}}""")]
    [InlineData("""{"jobs": [{"job": "report", "cron": "@daily"}], "zone": "UTC"}""")]
    public void Refuses_another_shape(string text) => Assert.Single(ScheduleFile.Read(text, _known, _now).Errors);

    // Events that occurred within the seconds that are kept are not late.
    [GeneratedRegex("'event_counts_second' THEN interval '(?<days>[0-9]+) days'")]
    private static partial Regex NotLate();

    static IReadOnlyList<ScheduledJob> Read(string text)
    {
        var (jobs, errors) = ScheduleFile.Read(text, _known, _now);
        Assert.Empty(errors);
        return jobs;
    }
}

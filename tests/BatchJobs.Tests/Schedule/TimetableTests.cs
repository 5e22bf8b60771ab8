using System.Globalization;
using Analytics.BatchJobs.Schedule;
using Cronos;

namespace BatchJobs.Tests.Schedule;

/// <summary>Times in UTC; the zones are those of the system, also where .NET's globalization is invariant.</summary>
public sealed class TimetableTests
{
    [Theory]
    [InlineData("30 2 * * *", "UTC", "2026-11-28 02:30:00", "2026-11-29 02:30:00")]
    [InlineData("30 2 * * *", "Europe/Warsaw", "2026-11-28 00:00:00", "2026-11-28 01:30:00")]
    [InlineData("30 2 * * *", "America/New_York", "2026-07-01 00:00:00", "2026-07-01 06:30:00")]
    // The clock is put forward at 02:00: the run of that day is not lost.
    [InlineData("30 2 * * *", "Europe/Warsaw", "2026-03-28 12:00:00", "2026-03-29 01:00:00")]
    // The clock is put back at 03:00: 02:30 comes twice and is run once.
    [InlineData("30 2 * * *", "Europe/Warsaw", "2026-10-24 12:00:00", "2026-10-25 00:30:00")]
    [InlineData("30 2 * * *", "Europe/Warsaw", "2026-10-25 00:30:00", "2026-10-26 01:30:00")]
    [InlineData("0 0 1 1 *", "UTC", "2026-01-01 00:00:00", "2027-01-01 00:00:00")]
    public void Knows_the_next_time_in_its_zone(string cron, string zone, string after, string next) =>
        Assert.Equal(At(next), Times(cron, zone).Next(At(after)));

    [Theory]
    // The next time has not come.
    [InlineData("30 2 * * *", "2026-11-28 02:30:00", "2026-11-29 02:29:59", null)]
    // On time.
    [InlineData("30 2 * * *", "2026-11-28 02:30:00", "2026-11-29 02:30:00", "2026-11-29 02:30:00")]
    // The clock jumped over the time.
    [InlineData("30 2 * * *", "2026-11-28 02:30:00", "2026-11-29 03:17:00", "2026-11-29 02:30:00")]
    // Three days without a worker are one run, for the latest time.
    [InlineData("30 2 * * *", "2026-11-25 02:30:00", "2026-11-28 12:00:00", "2026-11-28 02:30:00")]
    [InlineData("*/5 * * * *", "2026-11-25 00:00:00", "2026-11-28 12:01:00", "2026-11-28 12:00:00")]
    // The clock was put back after the last run: it waits until its next time.
    [InlineData("0 * * * *", "2026-11-28 12:00:00", "2026-11-28 10:30:00", null)]
    public void Makes_up_for_all_missed_times_by_the_latest(string cron, string last, string now, string? due) =>
        Assert.Equal(due is null ? null : At(due), Times(cron, "UTC").Due(At(last), At(now)));

    [Fact]
    public void Ten_years_of_seconds_are_found_at_once()
    {
        var now = At("2026-11-28 12:00:00");
        Assert.Equal(now, Times("* * * * * *", "UTC").Due(now.AddYears(-10), now));
    }

    static Timetable Times(string cron, string zone) =>
        new(
            CronExpression.Parse(cron, cron.Split(' ').Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard),
            TimeZoneInfo.FindSystemTimeZoneById(zone)
        );

    static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

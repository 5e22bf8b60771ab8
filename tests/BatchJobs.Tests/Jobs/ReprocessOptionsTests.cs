using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace BatchJobs.Tests.Jobs;

public sealed class ReprocessOptionsTests
{
    [Theory]
    [InlineData("", "2026-02-28", "2026-02-28")]
    [InlineData("--last 1", "2026-02-28", "2026-02-28")]
    [InlineData("--last 3", "2026-02-26", "2026-02-28")]
    [InlineData("--from 2026-02-27 --to 2026-02-27", "2026-02-27", "2026-02-27")]
    public void The_days_end_yesterday_unless_they_are_named(string options, string from, string to)
    {
        var settings = Read(options);

        Assert.Equal((from, to), ($"{settings.From:O}", $"{settings.To:O}"));
    }

    [Theory]
    [InlineData("--last 2 --from 2026-02-28")]
    [InlineData("--last 2 --to 2026-02-28")]
    [InlineData("--last 2 --open")]
    [InlineData("--unchecked 7 --from 2026-02-28")]
    [InlineData("--last 2 --unchecked 7 --open")]
    public void The_days_are_given_in_one_way(string options) =>
        Assert.Equal(ExitCodes.Usage, Assert.Throws<JobException>(() => Read(options)).ExitCode);

    [Theory]
    [InlineData("", 0, 1)]
    [InlineData("--last 2", 0, 2)]
    [InlineData("--last 2 --unchecked 7", 7, 2)]
    [InlineData("--unchecked 7", 7, 0)]
    public void Unchecked_days_come_beside_the_last_ones(string options, int mostUnchecked, int days)
    {
        var settings = Read(options);

        Assert.Equal((mostUnchecked, days), (settings.MostUnchecked, settings.Days.Count()));
    }

    static ReprocessSettings Read(string options) =>
        ReprocessOptions.Read(
            ReprocessJob.Command().Parse($"--lake /lake --warehouse Host=localhost;Database=analytics {options}"),
            new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 0, 30, 0, TimeSpan.Zero))
        );
}

using Analytics.DashboardPreview.Macros;

namespace DashboardPreview.Tests.Macros;

public sealed class TimeWindowTests
{
    [Theory]
    [InlineData(5, 360, 1_000)]
    [InlineData(15, 360, 2_000)]
    [InlineData(60, 360, 10_000)]
    [InlineData(360, 360, 60_000)]
    [InlineData(1440, 360, 300_000)]
    [InlineData(30 * 1440, 1000, 1_800_000)]
    public void Rounds_the_interval_as_Grafana_does(int minutes, int points, long milliseconds) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(milliseconds),
            TimeWindow.Of(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(minutes), points, TimeSpan.FromSeconds(1)).Interval
        );

    [Fact]
    public void Is_never_finer_than_the_minimum() =>
        Assert.Equal(
            TimeSpan.FromMinutes(1),
            TimeWindow.Of(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(5), 360, TimeSpan.FromMinutes(1)).Interval
        );
}

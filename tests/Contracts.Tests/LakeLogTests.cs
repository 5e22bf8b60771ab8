using Analytics.Contracts;

namespace Contracts.Tests;

public sealed class LakeLogTests
{
    [Theory]
    [InlineData(LakeLog.Retention, 6)]
    [InlineData("interval 36 hours", 36)]
    [InlineData("interval 1 day", 24)]
    [InlineData("INTERVAL 90 DAYS", 90 * 24)]
    [InlineData("interval 2 weeks", 2 * 7 * 24)]
    [InlineData(null, 30 * 24)]
    [InlineData("", 30 * 24)]
    public void A_property_says_for_how_many_hours_a_log_is_kept(string? property, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), LakeLog.Of(property));
}

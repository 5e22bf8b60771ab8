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
    [InlineData("interval 1 day 12 hours", 36)]
    [InlineData("interval 120 minutes", 2)]
    [InlineData("interval 999999999 weeks", 10_000 * 24)]
    [InlineData("interval 1 month", null)]
    [InlineData("interval 1 day 2 moons", null)]
    [InlineData(null, 30 * 24)]
    [InlineData("", 30 * 24)]
    public void A_property_says_for_how_many_hours_a_log_is_kept(string? property, int? hours) =>
        Assert.Equal(hours is { } known ? TimeSpan.FromHours(known) : null, LakeLog.Of(property));
}

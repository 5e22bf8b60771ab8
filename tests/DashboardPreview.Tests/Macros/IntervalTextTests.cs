using Analytics.DashboardPreview.Macros;

namespace DashboardPreview.Tests.Macros;

public sealed class IntervalTextTests
{
    [Theory]
    [InlineData("100ms", 100)]
    [InlineData("1s", 1_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("2d", 172_800_000)]
    [InlineData("1w", 604_800_000)]
    [InlineData("1M", 31 * 86_400_000L)]
    [InlineData("1y", 365 * 86_400_000L)]
    [InlineData("0", 0)]
    public void Reads(string text, long milliseconds) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(milliseconds),
            IntervalText.Parse(text, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
        );

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m5")]
    [InlineData("5 m")]
    public void Refuses(string text) => Assert.Throws<MacroException>(() => IntervalText.Parse(text, DateTimeOffset.UnixEpoch));

    [Theory]
    [InlineData(90_000, "1m")]
    [InlineData(1_500, "1s")]
    [InlineData(100, "100ms")]
    [InlineData(7_200_000, "2h")]
    [InlineData(172_800_000, "2d")]
    [InlineData(400L * 86_400_000, "1y")]
    public void Writes_the_largest_unit(long milliseconds, string text) =>
        Assert.Equal(text, IntervalText.Format(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(60_000, "60")]
    [InlineData(100, "0.1")]
    [InlineData(86_400_000, "86400")]
    [InlineData(999_999_000, "999999")]
    [InlineData(2_592_000_000, "2.592e+06")]
    public void Prints_seconds_as_Go_does(long milliseconds, string text) =>
        Assert.Equal(text, IntervalText.GoSeconds(TimeSpan.FromMilliseconds(milliseconds)));
}

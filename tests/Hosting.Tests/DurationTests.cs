using Analytics.Hosting;

namespace Hosting.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData("100ms", 0.1)]
    [InlineData("29ms", 0.029)]
    [InlineData("30s", 30)]
    [InlineData("2m", 120)]
    [InlineData("1.5h", 5400)]
    [InlineData("90d", 7_776_000)]
    [InlineData("0s", 0)]
    public void Reads_a_number_with_a_unit(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("ms")]
    [InlineData("30")]
    [InlineData("-1s")]
    [InlineData("1e3s")]
    [InlineData("1 s")]
    [InlineData("1w")]
    [InlineData("00:00:30")]
    [InlineData("3651d")]
    [InlineData("99999999999999999999999999d")]
    public void Rejects_other_text(string text) => Assert.Null(Duration.Parse(text));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(0.25, "250ms")]
    [InlineData(1.5, "1.5s")]
    [InlineData(90, "90s")]
    [InlineData(120, "2m")]
    [InlineData(7200, "2h")]
    [InlineData(86400, "1d")]
    public void Writes_what_it_reads(double seconds, string text)
    {
        Assert.Equal(text, Duration.Text(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));
    }
}

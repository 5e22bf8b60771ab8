using Analytics.Collector.Reading;

namespace Collector.Tests.Reading;

public sealed class ClientTimeTests
{
    [Theory]
    [InlineData("2026-01-01T12:00:00Z", "2026-01-01T12:00:00.0000000+00:00")]
    [InlineData("2026-01-01T12:00:00.1234567+02:00", "2026-01-01T10:00:00.1234567+00:00")]
    [InlineData("2026-01-01T12:00:00.123456789Z", "2026-01-01T12:00:00.1234568+00:00")]
    [InlineData("2026-01-01 12:00:00", "2026-01-01T12:00:00.0000000+00:00")]
    [InlineData("2026-01-01", "2026-01-01T00:00:00.0000000+00:00")]
    [InlineData("1767268800", "2026-01-01T12:00:00.0000000+00:00")]
    [InlineData("1767268800.5", "2026-01-01T12:00:00.5000000+00:00")]
    [InlineData("1767268800123", "2026-01-01T12:00:00.1230000+00:00")]
    [InlineData("-1", "1969-12-31T23:59:59.0000000+00:00")]
    [InlineData("0", "1970-01-01T00:00:00.0000000+00:00")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.9990000+00:00")]
    public void Reads(string text, string expected) => Assert.Equal(expected, ClientTime.Parse(text).Value?.ToString("O"));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("NaN")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59-12:00")]
    [InlineData("1e30")]
    [InlineData("-1e25")]
    [InlineData("Monday")]
    public void An_unclear_time_is_unreadable(string text) => Assert.True(ClientTime.Parse(text).Unreadable);

    [Fact]
    public void Blank_text_is_no_time() => Assert.False(ClientTime.Parse("  ").Given);
}

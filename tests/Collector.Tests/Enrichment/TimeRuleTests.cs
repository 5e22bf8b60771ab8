using Analytics.Collector.Enrichment;
using Analytics.Collector.Reading;

namespace Collector.Tests.Enrichment;

/// <summary>The rule for event times as a table; the receive time is 12:00:00.</summary>
[Trait("Fault", "F12")]
public sealed class TimeRuleTests
{
    static readonly DateTimeOffset _receivedAt = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // Within the tolerance the client's time is kept, however late the request is.
    [InlineData("2026-01-01T11:59:59Z", "2026-01-01T11:59:59Z", "2026-01-01T11:59:59Z", null)]
    [InlineData("2026-01-01T11:50:00Z", "2026-01-01T11:55:00Z", "2026-01-01T11:50:00Z", null)]
    [InlineData("2026-01-01T12:04:00Z", "2026-01-01T12:05:00Z", "2026-01-01T12:04:00Z", null)]
    // Beyond the tolerance the time is shifted by the skew, rounded to five minutes.
    [InlineData("2026-01-01T11:50:00Z", "2026-01-01T11:54:59Z", "2026-01-01T11:55:00Z", null)]
    [InlineData("2026-01-01T10:59:30Z", "2026-01-01T11:00:00Z", "2026-01-01T11:59:30Z", null)]
    [InlineData("2026-01-01T12:59:30Z", "2026-01-01T13:00:00Z", "2026-01-01T11:59:30Z", null)]
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01T00:00:10Z", "2026-01-01T12:00:00Z", null)]
    // Without sentAt no time is shifted.
    [InlineData("2026-01-01T09:00:00Z", null, "2026-01-01T09:00:00Z", null)]
    [InlineData("2026-01-01T12:05:00Z", null, "2026-01-01T12:05:00Z", null)]
    // An impossible time is replaced by the receive time and marked.
    [InlineData("2026-01-01T12:05:01Z", null, "2026-01-01T12:00:00Z", "timestamp_in_future")]
    [InlineData("9999-12-31T23:59:59Z", null, "2026-01-01T12:00:00Z", "timestamp_in_future")]
    [InlineData("9999-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "2026-01-01T12:00:00Z", "timestamp_in_future")]
    [InlineData("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-01-01T12:00:00Z", "timestamp_too_old")]
    [InlineData("1970-01-01T00:00:00Z", null, "2026-01-01T12:00:00Z", "timestamp_too_old")]
    [InlineData("not a time", null, "2026-01-01T12:00:00Z", "timestamp_unparsable")]
    [InlineData("2026-01-01T11:00:00Z", "not a time", "2026-01-01T11:00:00Z", "sent_at_unparsable")]
    [InlineData(null, "2026-01-01T10:00:00Z", "2026-01-01T12:00:00Z", null)]
    [InlineData(null, null, "2026-01-01T12:00:00Z", null)]
    public void Decides_when_it_happened(string? timestamp, string? sentAt, string expected, string? warning)
    {
        var warnings = new List<string>();
        var occurredAt = TimeRule.OccurredAt(
            Time(timestamp),
            Time(sentAt),
            null,
            _receivedAt,
            TimeSpan.FromMinutes(5),
            _receivedAt.AddDays(-30),
            warnings
        );

        Assert.Equal(expected, occurredAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        Assert.Equal(warning is null ? [] : [warning], warnings);
    }

    static ClientTime Time(string? text) => text is null ? default : ClientTime.Parse(text);
}

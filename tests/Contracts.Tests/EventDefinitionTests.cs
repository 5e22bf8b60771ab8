using Analytics.Contracts;

namespace Contracts.Tests;

[Trait("Fault", "F12")]
public sealed class EventDefinitionTests
{
    static readonly DateTimeOffset _now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly AnalyticsEvent _good = new()
    {
        EventId = "e",
        Source = "web",
        Type = "track",
        Name = "n",
        OccurredAt = _now,
        ReceivedAt = _now,
    };

    [Fact]
    public void Every_required_column_is_missed()
    {
        Assert.Null(EventDefinition.RejectionCode(_good, _now));
        AnalyticsEvent[] incomplete =
        [
            _good with
            {
                EventId = null,
            },
            _good with
            {
                Source = null,
            },
            _good with
            {
                Type = null,
            },
            _good with
            {
                Name = null,
            },
            _good with
            {
                OccurredAt = null,
            },
            _good with
            {
                ReceivedAt = null,
            },
        ];
        Assert.Equal(EventDefinition.RequiredColumns.Count, incomplete.Length);
        Assert.All(incomplete, e => Assert.Equal(RejectionCodes.MissingField, EventDefinition.RejectionCode(e, _now)));
    }

    [Theory]
    [InlineData("1999-12-31T23:59:59.999Z", RejectionCodes.TimeOutOfRange)]
    [InlineData("2000-01-01T00:00:00Z", null)]
    [InlineData("2026-01-01T12:10:00Z", null)]
    [InlineData("2026-01-01T12:10:00.001Z", RejectionCodes.TimeOutOfRange)]
    [InlineData("0001-01-01T00:00:00Z", RejectionCodes.TimeOutOfRange)]
    [InlineData("9999-12-31T23:59:59.999Z", RejectionCodes.TimeOutOfRange)]
    public void An_event_happens_between_2000_and_ten_minutes_from_now(string time, string? code)
    {
        Assert.Equal(code, EventDefinition.RejectionCode(_good with { OccurredAt = DateTimeOffset.Parse(time) }, _now));
        Assert.Equal(code, EventDefinition.RejectionCode(_good with { ReceivedAt = DateTimeOffset.Parse(time) }, _now));
    }

    [Theory]
    [InlineData("1447-05-05T00:00:00Z", RejectionCodes.TimeOutOfRange)]
    [InlineData("1899-12-31T23:59:59.999Z", RejectionCodes.TimeOutOfRange)]
    [InlineData("1900-01-01T00:00:00Z", null)]
    [InlineData("9999-12-31T23:59:59.999Z", null)]
    [InlineData("9999-12-31T23:59:59.9995Z", RejectionCodes.TimeOutOfRange)]
    public void A_clients_clock_may_be_wrong_within_what_every_sink_stores(string time, string? code)
    {
        Assert.Equal(code, EventDefinition.RejectionCode(_good with { SentAt = DateTimeOffset.Parse(time) }, _now));
        Assert.Equal(code, EventDefinition.RejectionCode(_good with { ClientTimestamp = DateTimeOffset.Parse(time) }, _now));
    }
}

using System.Text.Json;
using Analytics.Contracts;

namespace Contracts.Tests;

public sealed class LiveTextTests
{
    static readonly AnalyticsEvent _event = new()
    {
        EventId = "e",
        Source = "web",
        Type = "track",
        Name = "purchase",
        OccurredAt = DateTimeOffset.FromUnixTimeMilliseconds(1767268800000),
        ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(1767268800150),
        Revenue = 12.5m,
        Currency = "EUR",
        Country = "PL",
    };

    [Fact]
    public void A_message_begins_with_the_text()
    {
        var message = JsonSerializer.Serialize(_event, ContractsJson.Default.AnalyticsEvent);
        Assert.StartsWith("""{"live":"1~1767268800000~1767268800150~12.5~EUR~PL~~web~purchase","event_id":"e",""", message);
        Assert.StartsWith(LiveText.Start, message);
        Assert.Contains($"purchase{LiveText.End}\"e\"", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_values_are_in_the_order_of_the_columns()
    {
        var message = JsonSerializer.SerializeToNode(_event with { Device = "mobile" }, ContractsJson.Default.AnalyticsEvent)!;
        var values = ((string)message["live"]!).Split(LiveText.Separator)[1..];
        Assert.Equal(
            LiveText.Columns.Select(column => $"{message[column]}"),
            values.Select(value =>
                long.TryParse(value, out var ms) ? DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime.ToString(UtcTime.Format) : value
            )
        );
    }

    public static TheoryData<AnalyticsEvent> Others =>
        [
            _event with
            {
                Name = "a~b",
            },
            _event with
            {
                Country = "\"",
            },
            _event with
            {
                Source = "a\\b",
            },
            _event with
            {
                Currency = "\t",
            },
            _event with
            {
                Device = new string('x', 2000),
            },
            _event with
            {
                Revenue = 0.00001m,
            },
            _event with
            {
                Revenue = 100_000_000_000_000m,
            },
            _event with
            {
                EventId = null,
            },
            _event with
            {
                Type = null,
            },
            _event with
            {
                OccurredAt = EventTimes.Oldest.AddTicks(-1),
            },
            _event with
            {
                SentAt = DateTimeOffset.MinValue,
            },
        ];

    [Theory]
    [MemberData(nameof(Others))]
    public void An_event_has_none_that_would_not_be_read_back(AnalyticsEvent e) => Assert.Null(e.Live);
}

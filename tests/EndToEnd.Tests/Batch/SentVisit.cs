using System.Globalization;
using System.Text.Json.Nodes;
using Analytics.Contracts;

namespace EndToEnd.Tests.Batch;

/// <summary>An event as a client sent it.</summary>
/// <param name="Number">The number of the event, from 1.</param>
/// <param name="SessionId">Null for a client without sessions: the collector derives one.</param>
/// <param name="Path">The page's path; null for a track.</param>
/// <param name="Revenue">Null without a purchase.</param>
sealed record SentVisit(
    int Number,
    string Visitor,
    string? SessionId,
    string Name,
    string? Path,
    DateTimeOffset At,
    decimal? Revenue,
    string? Currency
)
{
    public string Id => $"visit-{Number}";

    public DateOnly Day => DateOnly.FromDateTime(At.UtcDateTime);

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["messageId"] = Id,
            ["type"] = Path is null ? "track" : "page",
            ["anonymousId"] = Visitor,
            ["timestamp"] = At.UtcDateTime.ToString(UtcTime.Format, CultureInfo.InvariantCulture),
            [Path is null ? "event" : "name"] = Name,
            ["properties"] = Revenue is { } revenue ? new JsonObject { ["revenue"] = revenue, ["currency"] = Currency } : new JsonObject(),
        };
        if (SessionId is not null)
            json["sessionId"] = SessionId;

        if (Path is not null)
        {
            json["context"] = new JsonObject
            {
                ["page"] = new JsonObject { ["url"] = $"https://shop.example{Path}", ["path"] = Path },
            };
        }

        return json;
    }
}

using System.Globalization;
using System.Text.Json;
using Analytics.Contracts;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.WarmUp;

/// <summary>
/// Warm-up messages as the collector writes them, of about the usual size; one in eight has no <see cref="LiveText"/> and is parsed. No
/// query counts them.
/// </summary>
static class SyntheticRows
{
    const int Kinds = 8;

    /// <summary>The place of a message's number in its ids.</summary>
    const string Number = "#";

    /// <summary>Returns messages with the numbers from 0 on.</summary>
    public static IEnumerable<string> Messages(int count, TimeProvider clock)
    {
        var kinds = Texts(clock);
        return Enumerable
            .Range(0, count)
            .Select(id => kinds[id % Kinds].Replace(Number, id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    /// <summary>Returns rows with the columns of Spark's Kafka source, evaluated by Spark.</summary>
    public static DataFrame Of(SparkSession session, long count, TimeProvider clock) =>
        session
            .Range(0, count, 1, 1)
            .SelectExpr(
                "CAST(NULL AS BINARY) AS key",
                $"CAST(replace(elt(1 + id % {Kinds}, '{string.Join("', '", Texts(clock))}'), '{Number}', id) AS BINARY) AS value",
                "'warm-up' AS topic",
                "0 AS partition",
                "id AS offset",
                "current_timestamp() AS timestamp",
                "0 AS timestampType"
            );

    // No text has a character that SQL's literals would need to escape.
    static string[] Texts(TimeProvider clock) =>
        [
            .. Enumerable
                .Range(0, Kinds)
                .Select(kind => JsonSerializer.Serialize(Event(kind, clock.GetUtcNow()), ContractsJson.Default.AnalyticsEvent)),
        ];

    static AnalyticsEvent Event(int kind, DateTimeOffset now) =>
        new()
        {
            EventId = $"warm-{Number}",
            Source = "warm-up",
            Type = kind % 2 == 0 ? "track" : "page",
            Name = kind == 0 ? $"name{LiveText.Separator}0" : $"name {kind}",
            UserId = $"user-{Number}",
            AnonymousId = $"a-{Number}",
            SessionId = $"s-{Number}",
            OccurredAt = now,
            ReceivedAt = now,
            SentAt = now,
            PageUrl = $"https://shop.example/p/{Number}?utm_source=warm-up",
            PagePath = $"/p/{Number}",
            PageTitle = "Warm-up",
            ReferrerDomain = "search.example",
            UtmSource = "warm-up",
            Country = kind % 3 == 0 ? "PL" : "DE",
            Device = kind % 2 == 0 ? "mobile" : "desktop",
            Os = "Linux",
            Browser = "Firefox",
            ScreenWidth = 1280,
            Revenue = kind,
            Currency = "EUR",
            // Without a number: the message has their lengths.
            Properties = new("""{"product":"p-1","quantity":1}"""u8.ToArray()),
            Context = new("""{"library":{"name":"warm-up","version":"1"}}"""u8.ToArray()),
        };
}

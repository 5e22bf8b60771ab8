using System.Globalization;
using System.Text;
using Analytics.Contracts;

namespace SparkJobs.Tests.Jobs;

/// <summary>Makes messages for the topics; the same seed makes the same messages.</summary>
static class Events
{
    static readonly string[] _names = ["page_view", "click", "purchase", "q\\\"uo\\\\te"];
    static readonly string[] _countries = ["PL", "DE", "US"];

    // All events are of one UTC day, since the lake has a folder for each.
    static readonly DateTime _now = OfOneDay(TimeProvider.System.GetUtcNow().UtcDateTime);

    public static IEnumerable<byte[]?> Good(int count, int seed = 1)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var at = _now.AddMilliseconds(-random.Next(5_000)).ToString(UtcTime.Format, CultureInfo.InvariantCulture);
            yield return Encoding.UTF8.GetBytes(
                $$"""
                {"event_id":"{{seed}}-{{i}}","source":"web","type":"track","name":"{{_names[
                    random.Next(4)
                ]}}","occurred_at":"{{at}}","received_at":"{{at}}","country":"{{_countries[
                    random.Next(3)
                ]}}","device":"mobile","revenue":{{random.Next(10_000) / 100m}},"currency":"EUR"}
                """
            );
        }
    }

    static DateTime OfOneDay(DateTime now) => now.TimeOfDay < TimeSpan.FromSeconds(5) ? now.Date.AddTicks(-1) : now;

    static string Timed(DateTimeOffset at, string more)
    {
        var time = at.ToString(UtcTime.Format, CultureInfo.InvariantCulture);
        return $$"""
            {"event_id":"t","source":"web","type":"track","name":"n",
            "occurred_at":"{{time}}","received_at":"{{time}}"{{more}}}
            """;
    }

    /// <summary>Messages that a topic may hold and that must not stop a query.</summary>
    public static IReadOnlyList<byte[]?> Garbage { get; } =
    [
        null,
        [],
        [0xff, 0xfe, 0x00, 0x80],
        .. Texts(
            "garbage",
            "{",
            "[]",
            "123",
            "null",
            "{}",
            "{\"event_id\":null}",
            "{\"a\":" + new string('[', 2_000),
            """
            {"event_id":"g","source":"web","type":"track","name":"n",
            "occurred_at":"1970-01-01T00:00:00Z","received_at":"1970-01-01T00:00:00Z"}
            """,
            """
            {"event_id":"g","source":"web","type":"track","name":"n",
            "occurred_at":"9999-12-31T23:59:59Z","received_at":"9999-12-31T23:59:59Z"}
            """,
            Timed(TimeProvider.System.GetUtcNow(), ",\"client_timestamp\":\"1447-05-05T00:00:00Z\""),
            Timed(TimeProvider.System.GetUtcNow(), ",\"sent_at\":\"0001-01-01T00:00:00Z\""),
            Timed(TimeProvider.System.GetUtcNow(), ",\"sent_at\":\"+294247-01-10T04:00:54.775Z\""),
            Timed(TimeProvider.System.GetUtcNow(), ",\"is_bot\":\"perhaps\"")
        ),
    ];

    /// <summary>Unusual but valid events.</summary>
    public static IReadOnlyList<byte[]?> Odd
    {
        get
        {
            var now = TimeProvider.System.GetUtcNow().UtcDateTime.ToString(UtcTime.Format, CultureInfo.InvariantCulture);
            string Named(string name) =>
                $$"""{"event_id":"o","source":"web","type":"track","name":"{{name}}","occurred_at":"{{now}}","received_at":"{{now}}"}""";
            return [.. Texts(Named("a\\u0000b"), Named(new string('x', 5_000)), Named("\\ud800"), Named("emoji 😀"), Named(""))];
        }
    }

    public static IEnumerable<byte[]?> Texts(params string[] texts) => texts.Select(Encoding.UTF8.GetBytes);
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Analytics.Contracts;

namespace SparkJobs.Tests.Jobs;

/// <summary>
/// Makes canonical and rejected events with members at every edge. Half of the canonical ones begin with a live text: a right one, a wrong
/// one, one that ends the message, one of another version, one with escapes, and one that contradicts the members, whose source is
/// <see cref="Contradicting"/>.
/// </summary>
sealed class AnyMessages(Random random)
{
    /// <summary>The source of messages that the live query counts by a text which contradicts the members.</summary>
    public const string Contradicting = "contradicting";

    const string Event = """{"event_id":"e","source":"web","type":"track","name":"n","occurred_at":"NOW","received_at":"NOW"}""";

    const string RejectedEvent =
        """{"code":"user_missing","stage":"collector","source":"web","received_at":"NOW","original":"{}","original_encoding":"utf8"}""";

    static readonly string[] _texts =
    [
        "\"\"",
        "\"a\"",
        "\"(other)\"",
        "\"a\\u0000b\"",
        "\"\\ud800\"",
        "\"\\ud83d\\ude00\"",
        "\"' OR 1=1 --\"",
        $"\"{new string('x', 3_000)}\"",
        "null",
        "17",
        "true",
        "{\"a\":[1,{\"b\":null}]}",
        "[]",
    ];

    static readonly string[] _times =
    [
        "0001-01-01T00:00:00Z",
        "1447-05-05T00:00:00Z",
        "1582-10-10T00:00:00Z",
        "1899-12-31T23:59:59.999Z",
        "1900-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "1999-12-31T23:59:59.999Z",
        "2000-01-01T00:00:00Z",
        "2026-01-01T12:00:00.150+14:00",
        "2026-01-01T25:00:00Z",
        "9999-12-31T23:59:59.999Z",
        "+294247-01-10T04:00:54.775Z",
        "-290308-01-01T00:00:00Z",
        "soon",
        "",
    ];

    static readonly string _tooLong = new('9', EventDefinition.LongestNumber + 1);

    static readonly string[] _numbers =
    [
        "0",
        "-0.00005",
        "1e14",
        "1e400",
        "-99999999999999.9999",
        "123456789012345678901234567890",
        _tooLong,
    ];

    // Messages that Spark parses, because their live text has too few or too many parts, an unusable part, an escape, or another version.
    static readonly string[] _noText =
    [
        "1",
        "1~",
        "1~MS~MS~~~~~web",
        "1~MS~MS~~~~~web~n~more",
        "1~~MS~~~~~web~n",
        "1~9223372036854775807~-1~~~~~web~n",
        "1~MS~99999999999999999999~~~~~web~n",
        "1~MS~MS~much~EUR~~~web~n",
        "1~MS~MS~~~~~web~\\u017c",
        "1~MS~MS~~~~~web~a\\\"b",
        "1~MS~MS~~~~~web~\\\\",
        "2~MS~MS~~~~~web~n",
        "",
    ];

    // The rest of a message with a valid live text: truncated, or not JSON.
    static readonly string[] _rests =
    [
        "",
        "\"",
        "\"}",
        "\",",
        "\"garbage",
        "\",\"event_id\":",
        "\",\"event_id\":\"e",
        "\",\"event_id\":\"e\",\"context\":{\"a\":1",
    ];

    static readonly string[] _members = [.. SparkSchema.EventColumnNames, "properties_bytes", "context_bytes"];

    static readonly string[] _rejectedMembers =
    [
        "code",
        "stage",
        "source",
        "received_at",
        "original",
        "original_encoding",
        "reasons",
        "field",
    ];

    readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public List<byte[]?> Events(int count) => Messages(count, () => WithText(One(Event, _members)));

    public List<byte[]?> Rejected(int count) => Messages(count, () => One(RejectedEvent, _rejectedMembers));

    static List<byte[]?> Messages(int count, Func<string> one) =>
        [.. Enumerable.Range(0, count).Select(_ => Encoding.UTF8.GetBytes(one()))];

    // Up to three members are replaced: of two with one name the last is valid.
    string One(string whole, string[] members)
    {
        string Member() => $",\"{Of(members)}\":{Value()}";
        return AtNow($"{whole[..^1]}{string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Member()))}}}");
    }

    string WithText(string message) =>
        random.Next(12) switch
        {
            0 or 1 => RightText(message) is { } text ? $"{{\"live\":{text},{message[1..]}" : message,
            2 or 3 => AtNow($"{{\"live\":\"{Of(_noText)}\",{message[1..]}"),
            4 => AtNow($"{{\"live\":\"1~MS~MS~~~~~web~n{Of(_rests)}"),
            5 => AtNow($"{{\"live\":\"1~MS~MS~~~~~{Contradicting}~n\",{message[1..^1]},\"source\":\"{Contradicting}\"}}"),
            _ => message,
        };

    // The text that the collector writes; null where it would not write this event, or not with a text.
    static string? RightText(string message)
    {
        if (message.Contains(_tooLong, StringComparison.Ordinal))
            return null;

        try
        {
            var e = JsonSerializer.Deserialize(message, ContractsJson.Default.AnalyticsEvent)!;
            return LiveText.Of(e) is { } text ? Encoding.UTF8.GetString(text.Utf8.Span) : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    string AtNow(string message) =>
        message
            .Replace("NOW", _now.UtcDateTime.ToString(UtcTime.Format, CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("MS", _now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    string Value() =>
        random.Next(3) switch
        {
            0 => $"\"{Of(_times)}\"",
            1 => Of(_numbers),
            _ => Of(_texts),
        };

    string Of(string[] values) => values[random.Next(values.Length)];
}

using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Analytics.Contracts;

/// <summary>
/// The values of an event that the live query counts, once more at the start of its message, so that the query splits a short text
/// instead of parsing all of the JSON: <c>{"live":"1~1767268800000~1767268800150~12.5~EUR~PL~mobile~web~purchase","event_id":...</c>
/// </summary>
/// <remarks>The text is there only for an event by <see cref="EventDefinition"/>, whenever Kafka appends it.</remarks>
public static class LiveText
{
    /// <summary>Separates the version and the values.</summary>
    public const char Separator = '~';

    /// <summary>The text's first part; another layout has another one.</summary>
    public const string Version = "1";

    /// <summary>The start of a message with a text of any version.</summary>
    public const string Member = "{\"live\":\"";

    /// <summary>The start of a message with the text, up to the first separator.</summary>
    public const string Start = Member + Version;

    /// <summary>The text after the values in a message: the text's end and the next member's name.</summary>
    public const string End = "\",\"event_id\":";

    // A longer one is not worth a copy.
    const int Longest = 1024;

    static readonly SearchValues<char> _unusable = SearchValues.Create([
        .. Enumerable.Range(0, ' ').Select(code => (char)code),
        '"',
        '\\',
        Separator,
    ]);

    /// <summary>The event's columns in the order of their values. Times are in milliseconds since 1970; null is an empty text.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    ["occurred_at", "received_at", "revenue", "currency", "country", "device", "source", "name"];

    /// <summary>
    /// Returns the text as JSON, or null for an event whose message is parsed: it is none by the definition, or a value has a character
    /// that separates values or would be escaped.
    /// </summary>
    public static RawJson? Of(AnalyticsEvent e)
    {
        if (EventDefinition.RejectionCode(e, DateTimeOffset.MaxValue) is not null || !IsUsable(e))
            return null;

        Span<byte> text = stackalloc byte[Longest];
        var (occurred, received) = (e.OccurredAt!.Value.ToUnixTimeMilliseconds(), e.ReceivedAt!.Value.ToUnixTimeMilliseconds());
        return Utf8.TryWrite(
            text,
            CultureInfo.InvariantCulture,
            $"\"{Version}~{occurred}~{received}~{e.Revenue}~{e.Currency}~{e.Country}~{e.Device}~{e.Source}~{e.Name}\"",
            out var length
        )
            ? new RawJson(text[..length].ToArray())
            : null;
    }

    static bool IsUsable(AnalyticsEvent e) =>
        e.Revenue is null or { Scale: <= 4 } and > -100_000_000_000_000m and < 100_000_000_000_000m
        && !(Separates(e.Currency) || Separates(e.Country) || Separates(e.Device) || Separates(e.Source) || Separates(e.Name));

    static bool Separates(string? value) => value.AsSpan().ContainsAny(_unusable);
}

using System.Globalization;
using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>A client's time: ISO 8601, epoch seconds or epoch milliseconds, as text or number.</summary>
/// <param name="Text">The original text; null when the client sent none.</param>
/// <param name="Value">The parsed time; null when there is none or it is unreadable.</param>
readonly record struct ClientTime(string? Text, DateTimeOffset? Value)
{
    /// <summary>The largest number read as seconds (the year 5138); larger ones are milliseconds.</summary>
    const decimal LargestSeconds = 100_000_000_000m;

    /// <summary>The longest time, in characters; a batch's time is copied into each of its events.</summary>
    const int Longest = 64;

    static readonly decimal _firstSecond = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    static readonly decimal _lastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds() - 1;

    public bool Given => Text is not null;

    public bool Unreadable => Given && Value is null;

    /// <summary>Returns the time without its value when a sink cannot store it.</summary>
    public ClientTime Storable() => Value is { } time && !EventTimes.IsStorable(time) ? this with { Value = null } : this;

    public static ClientTime Read(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => default,
            JsonTokenType.String => Parse(JsonText.TextOf(ref reader)!),
            JsonTokenType.Number => Parse(System.Text.Encoding.UTF8.GetString(reader.ValueSpan)),
            _ => new ClientTime("", null),
        };

    public static ClientTime Parse(string text)
    {
        text = text.Trim();
        return text.Length == 0 ? default : new ClientTime(text.Length <= Longest ? text : Cut(text), Iso(text) ?? Epoch(text));
    }

    static string Cut(string text) => text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];

    /// <summary>Parses only text that begins like a date: .NET's parser also accepts "10" and "Monday".</summary>
    static DateTimeOffset? Iso(string text) =>
        text.Length is >= 10 and <= Longest
        && text[4] == '-'
        && text[7] == '-'
        && char.IsAsciiDigit(text[0])
        && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;

    static DateTimeOffset? Epoch(string text)
    {
        if (text.Length > 32 || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;

        var seconds = Math.Abs(number) < LargestSeconds ? number : number / 1000;
        return seconds >= _firstSecond && seconds <= _lastSecond
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
    }
}

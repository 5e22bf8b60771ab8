using System.Globalization;
using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>A time as a client gave it: ISO 8601, epoch seconds or epoch milliseconds, as text or number.</summary>
/// <param name="Text">As given; null when the client gave none.</param>
/// <param name="Value">Null when there is none or it cannot be read.</param>
readonly record struct ClientTime(string? Text, DateTimeOffset? Value)
{
    /// <summary>Larger numbers are milliseconds: as seconds they would lie after the year 5138.</summary>
    const decimal LargestSeconds = 100_000_000_000m;

    /// <summary>No time is longer; what a batch calls its time stands in each of its events.</summary>
    const int Longest = 64;

    static readonly decimal _firstSecond = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    static readonly decimal _lastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds() - 1;

    public bool Given => Text is not null;

    public bool Unreadable => Given && Value is null;

    /// <summary>The same, without a value where some sink could not store it.</summary>
    public ClientTime Storable() => Value is { } time && !EventTimes.IsStorable(time) ? this with { Value = null } : this;

    /// <exception cref="InvalidOperationException">The text is no valid Unicode.</exception>
    public static ClientTime Read(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => default,
            JsonTokenType.String => Parse(reader.GetString()!),
            JsonTokenType.Number => Parse(System.Text.Encoding.UTF8.GetString(reader.ValueSpan)),
            _ => new ClientTime("", null),
        };

    public static ClientTime Parse(string text)
    {
        text = text.Trim();
        return text.Length == 0 ? default : new ClientTime(text.Length <= Longest ? text : Cut(text), Iso(text) ?? Epoch(text));
    }

    static string Cut(string text) => text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];

    /// <summary>Only what begins like a date: .NET's parser would also read "10" or "Monday".</summary>
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

using System.Globalization;
using System.Text;
using System.Text.Json;
using Analytics.Collector.Reading;
using Analytics.Contracts;

namespace Analytics.Collector.Dialects.Posthog;

/// <summary>Reads the times that PostHog's SDKs send in other ways than as a member that holds a time.</summary>
static class PosthogTimes
{
    /// <summary>The greatest age, in milliseconds: a hundred years. A greater value is ignored.</summary>
    const double Greatest = 100 * 366 * 86_400_000.0;

    /// <summary>
    /// Returns the batch's sending time: the body's, else the address's <c>sent_at</c> or <c>_</c>, in milliseconds since 1970. A value
    /// that is no time, or one before any event, is a number that only keeps caches from answering.
    /// </summary>
    public static ClientTime SentAt(Envelope envelope, IQueryCollection query)
    {
        if (envelope.SentAt.Given)
            return envelope.SentAt;

        foreach (var name in (ReadOnlySpan<string>)["sent_at", "_"])
        {
            if (query.TryGetValue(name, out var text) && ClientTime.Parse(text.ToString()) is var time && time.Value >= EventTimes.Oldest)
                return time;
        }

        return default;
    }

    /// <summary>Returns the event's <c>offset</c>: the milliseconds between the event and its sending; null when it has none.</summary>
    public static TimeSpan? AgeOf(ReadOnlySpan<byte> original)
    {
        if (original.IndexOf("\"offset\""u8) < 0)
            return null;

        TimeSpan? age = null;
        var reader = new Utf8JsonReader(original, JsonText.AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isOffset = reader.ValueTextEquals("offset"u8);
            reader.Read();
            if (isOffset)
                age = Milliseconds(ref reader);

            reader.Skip();
        }

        return age;
    }

    static TimeSpan? Milliseconds(ref Utf8JsonReader value)
    {
        var text = value.TokenType switch
        {
            JsonTokenType.Number => Encoding.UTF8.GetString(value.ValueSpan),
            JsonTokenType.String => value.GetString(),
            _ => null,
        };
        return
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
            && Math.Abs(milliseconds) <= Greatest
            ? TimeSpan.FromMilliseconds(Math.Truncate(milliseconds))
            : null;
    }
}

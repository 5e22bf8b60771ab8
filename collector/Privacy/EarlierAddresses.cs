using System.Text.Json;
using Analytics.Collector.Reading;

namespace Analytics.Collector.Privacy;

/// <summary>
/// Finds the addresses of earlier pages, which SDKs repeat in every event: where a session, a visitor or a tab began (PostHog,
/// RudderStack), and what the browser's tab shows.
/// </summary>
static class EarlierAddresses
{
    static readonly byte[][] _names =
    [
        [.. "$session_entry_url"u8],
        [.. "$session_entry_referrer"u8],
        [.. "$initial_current_url"u8],
        [.. "$initial_referrer"u8],
        [.. "initial_referrer"u8],
        [.. "$referrer"u8],
        [.. "tab_url"u8],
    ];

    /// <summary>True when an event or its batch's context has an earlier address with that property, at any depth.</summary>
    public static bool Any(InputEvent input, Predicate<string> has) =>
        Any(input.Original.Span, has) || (input.Context.Shared is { } shared && Any(shared.Utf8.Span, has));

    static bool Any(ReadOnlySpan<byte> json, Predicate<string> has)
    {
        if (!HasName(json))
            return false;

        var reader = new Utf8JsonReader(json, JsonText.AnyDepth);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !IsEarlier(ref reader))
                continue;

            reader.Read();
            if (reader.TokenType == JsonTokenType.String && has(reader.GetString()!))
                return true;
        }

        return false;
    }

    // Most events have none, and are not read again.
    static bool HasName(ReadOnlySpan<byte> json)
    {
        foreach (var one in _names)
        {
            if (json.IndexOf(one) >= 0)
                return true;
        }

        return false;
    }

    static bool IsEarlier(ref Utf8JsonReader name)
    {
        foreach (var one in _names)
        {
            if (name.ValueTextEquals(one))
                return true;
        }

        return false;
    }
}

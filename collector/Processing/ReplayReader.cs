using System.Text.Json;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Enrichment.Geo;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Analytics.Collector.Privacy;
using Analytics.Collector.Reading;
using Analytics.Contracts;

namespace Analytics.Collector.Processing;

/// <summary>
/// Reads a <see cref="ReplayedEvent"/>: its original becomes the event, and the facts of its first receipt replace the request's. Only an
/// operator key's events are read like this.
/// </summary>
sealed class ReplayReader(GeoDatabase geo, KeyRing keys)
{
    const int LongestPlace = 500;

    /// <param name="input">The event as sent; becomes the event to process.</param>
    /// <returns>The problem for which the request is refused; else null.</returns>
    public Problem? Read(int index, ref ProcessingInput input)
    {
        if (input.Dialect.ForReplay is not { } dialects)
            return Problem.ReplayInvalid("An operator key sends replayed events, to /v1/events and /v1/validate.");

        try
        {
            var members = Members(input.Slice);
            if (Check(members, dialects, input.Facts.ReceivedAt) is { } error)
                return Problem.ReplayInvalid($"Event {index}: {error}");

            input = Original(input, members, dialects);
            return null;
        }
        catch (InvalidOperationException)
        {
            return Problem.ReplayInvalid($"Event {index}: a text is not valid Unicode.");
        }
    }

    ProcessingInput Original(ProcessingInput sent, Dictionary<string, RawJson> members, IReadOnlyDictionary<string, Dialect> dialects)
    {
        // The original has no batch around it: what its batch gave was added when it was rejected.
        var original = members["original"].Utf8;
        return new ProcessingInput(
            sent.Slice with
            {
                Utf8 = original,
                Depth = sent.Slice.Depth - 1,
            },
            new Envelope { Historical = IsHistorical(original.Span) },
            dialects[Text(members, "dialect") ?? Dialect.Native],
            FirstReceipt(members, sent.Facts)
        );
    }

    static Dictionary<string, RawJson> Members(EventSlice slice)
    {
        var members = new Dictionary<string, RawJson>(StringComparer.Ordinal);
        if (slice.Fault is null && slice.Utf8.Span[0] == (byte)'{')
        {
            foreach (var (name, value) in JsonMembers.Of(new RawJson(slice.Utf8)))
                members[name] = value;
        }

        return members;
    }

    static string? Check(Dictionary<string, RawJson> members, IReadOnlyDictionary<string, Dialect> dialects, DateTimeOffset now) =>
        !members.TryGetValue("original", out var original) || original.Utf8.Span[0] != (byte)'{' ? "original is a JSON object."
        : Text(members, "source") is not { } source || !KeyOptions.IsSource(source) ? $"source has 1 to {KeyText.Source} characters."
        : Text(members, "channel") is not (null or EventChannels.Browser or EventChannels.Server) ? "channel is browser or server."
        : !dialects.ContainsKey(Text(members, "dialect") ?? Dialect.Native) ? $"dialect is one of {string.Join(", ", dialects.Keys)}."
        : Text(members, "privacy") is not (null or Enricher.Anonymized) ? $"privacy is {Enricher.Anonymized}."
        : Text(members, "replay_of") is not { Length: > 0 and <= LongestPlace } ? "replay_of is the place of the rejected event."
        : ReceivedAt(members) is not { } receivedAt || !EventTimes.IsPlausible(receivedAt, now) || receivedAt > now
            ? "received_at is a time since 2000 that is not in the future."
        : null;

    RequestFacts FirstReceipt(Dictionary<string, RawJson> members, RequestFacts request)
    {
        var source = Text(members, "source")!;
        var kind = Text(members, "channel") == EventChannels.Server ? KeyKind.Server : KeyKind.Browser;
        var ip = WrittenAddress.FirstOf(Text(members, "ip"));
        return request with
        {
            ReceivedAt = ReceivedAt(members)!.Value,
            Key = request.Key with { Source = source, Kind = kind, Currency = keys.CurrencyOf(source, kind) ?? request.Key.Currency },
            UserAgent = Text(members, "user_agent"),
            Ip = CutAddress.Of(ip),
            Country = CountryCode.Of(Text(members, "country")),
            Place = geo.Find(ip),
            // The wishes of the first request were obeyed then.
            Hints = null,
            Wishes = PrivacyWishes.None,
            ReplayOf = Text(members, "replay_of"),
            WasAnonymized = Text(members, "privacy") is not null,
        };
    }

    static DateTimeOffset? ReceivedAt(Dictionary<string, RawJson> members) =>
        Text(members, "received_at") is { } text && ClientTime.Parse(text).Value is { } time
            ? new DateTimeOffset(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero)
            : null;

    /// <summary>True when a kept event says that its PostHog batch was historical.</summary>
    static bool IsHistorical(ReadOnlySpan<byte> original)
    {
        var reader = new Utf8JsonReader(original, JsonText.AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMember = reader.ValueTextEquals("historical_migration"u8);
            reader.Read();
            if (isMember)
                return reader.TokenType == JsonTokenType.True;

            reader.Skip();
        }

        return false;
    }

    /// <summary>Returns the text of a member; null when it is absent, null or no text.</summary>
    static string? Text(Dictionary<string, RawJson> members, string name)
    {
        if (!members.TryGetValue(name, out var value) || value.Utf8.Span[0] != (byte)'"')
            return null;

        var reader = new Utf8JsonReader(value.Utf8.Span);
        reader.Read();
        return reader.GetString();
    }
}

using Analytics.Collector.Enrichment;
using Analytics.Collector.Privacy;
using Analytics.Collector.Reading;
using Analytics.Collector.Reading.Addresses;
using Analytics.Contracts;

namespace Analytics.Collector.Processing;

/// <summary>
/// Returns the event as it is kept for repair: the client's bytes. It is rebuilt only when its request gave a part of it (type, context,
/// sentAt) or when it holds data that must not be stored (a write key, a full address).
/// </summary>
static class Original
{
    /// <returns>Null when the original is withheld: it can't be parsed, so it can't be anonymized.</returns>
    public static ReadOnlyMemory<byte>? Of(InputEvent input, Dialect dialect, Envelope envelope, RequestFacts facts)
    {
        if (input.IsAnonymous)
            return input.Readable ? Anonymous(input) : (ReadOnlyMemory<byte>?)null;

        return input.Readable ? dialect.Keep(input.Original, input, envelope) : OfText(input.Original, facts);
    }

    /// <summary>Returns the original of an event with native or Segment members.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> utf8, InputEvent input, Envelope envelope, string? type)
    {
        var members = JsonMembers.Of(new RawJson(utf8));
        var isWhole = type is null && envelope.Context is null && !envelope.SentAt.Given && !members.Exists(m => JsonNames.IsKey(m.Name));
        return isWhole ? utf8 : Rebuilt(members, input, envelope, type);
    }

    /// <summary>Returns text that can't be read as an event, with recognizable addresses cut and keys masked.</summary>
    public static ReadOnlyMemory<byte> OfText(ReadOnlyMemory<byte> text, RequestFacts facts)
    {
        var cut = AddressText.Cut(text.Span) ?? text.ToArray();
        SecretText.Mask(cut, facts.PresentedKey.Span);
        SecretText.MaskMembers(cut);
        return cut;
    }

    /// <summary>Returns the anonymized event: enough to repair and count it.</summary>
    static ReadOnlyMemory<byte> Anonymous(InputEvent input) =>
        StoredJson
            .Build(writer =>
            {
                Write("messageId"u8, input.MessageId);
                Write("type"u8, input.Type);
                Write("event"u8, input.Event);
                Write("name"u8, input.Title);
                Write("anonymousId"u8, input.AnonymousId);
                Write("sessionId"u8, input.SessionId);
                Write("timestamp"u8, input.Timestamp.Value?.ToString("O"));
                Write("sentAt"u8, input.SentAt.Value?.ToString("O"));
                if (input.Historical)
                    writer.WriteBoolean("historical"u8, true);
                if (input.Properties.Raw is { } properties)
                    StoredJson.WriteRaw(writer, "properties", properties);
                if (StoredJson.MergedContext(input.Context) is { } context)
                    StoredJson.WriteRaw(writer, "context", context);

                void Write(ReadOnlySpan<byte> name, string? text)
                {
                    if (text is not null)
                        writer.WriteString(name, text);
                }
            })
            .Utf8;

    static ReadOnlyMemory<byte> Rebuilt(List<(string Name, RawJson Value)> members, InputEvent input, Envelope envelope, string? type) =>
        StoredJson
            .Build(writer =>
            {
                if (type is not null)
                    writer.WriteString("type"u8, type);
                foreach (var (name, value) in members)
                {
                    if (
                        !JsonNames.IsKey(name)
                        && !(name == "type" && type is not null)
                        && !(name == "context" && (input.Context.Own is not null || value.IsEmptyArray()))
                    )
                    {
                        StoredJson.WriteRaw(writer, name, value);
                    }
                }

                if (StoredJson.MergedContext(input.Context) is { } context)
                    StoredJson.WriteRaw(writer, "context", context);
                if (envelope.SentAt.Given && !members.Exists(m => m.Name == "sentAt"))
                    writer.WriteString("sentAt"u8, envelope.SentAt.Text);
            })
            .Utf8;
}

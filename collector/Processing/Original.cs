using Analytics.Collector.Enrichment;
using Analytics.Collector.Privacy;
using Analytics.Collector.Reading;
using Analytics.Collector.Reading.Addresses;
using Analytics.Contracts;

namespace Analytics.Collector.Processing;

/// <summary>
/// The event as it must be kept for repair: the client's bytes; rebuilt only where its request said a part of it (type, context, sentAt)
/// or where it holds what must not be stored (a write key, a whole address).
/// </summary>
static class Original
{
    /// <returns>Null when it is withheld: it cannot be read, so that nobody can be taken out of it who does not want to be known.</returns>
    public static ReadOnlyMemory<byte>? Of(InputEvent input, Dialect dialect, Envelope envelope, RequestFacts facts)
    {
        if (input.IsAnonymous)
            return input.Readable ? Anonymous(input) : (ReadOnlyMemory<byte>?)null;

        return input.Readable ? dialect.Keep(input.Original, input, envelope) : OfText(input.Original, facts);
    }

    /// <summary>In our members, and Segment's.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> utf8, InputEvent input, Envelope envelope, string? type)
    {
        var members = JsonMembers.Of(new RawJson(utf8));
        var isWhole = type is null && envelope.Context is null && !envelope.SentAt.Given && !members.Exists(m => JsonNames.IsKey(m.Name));
        return isWhole ? utf8 : Rebuilt(members, input, envelope, type);
    }

    /// <summary>What cannot be read as an event, without the addresses and keys that can be seen in it.</summary>
    public static ReadOnlyMemory<byte> OfText(ReadOnlyMemory<byte> text, RequestFacts facts)
    {
        var cut = AddressText.Cut(text.Span) ?? text.ToArray();
        SecretText.Mask(cut, facts.PresentedKey.Span);
        SecretText.MaskMembers(cut);
        return cut;
    }

    /// <summary>What is left of an event that is nobody's: enough to repair it and to count it.</summary>
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
                        && !(name == "context" && input.Context.Own is not null)
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

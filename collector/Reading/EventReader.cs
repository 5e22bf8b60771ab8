using System.Text.Json;
using Analytics.Collector.Http;
using Analytics.Collector.Reading.Addresses;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>Reads one event's members in one pass. Invalid input never throws: faults are data.</summary>
sealed class EventReader(LimitsOptions limits)
{
    /// <summary>Creates an event from its slice and its batch; <see cref="ReadMembers"/> reads the rest when it is readable.</summary>
    public InputEvent Begin(EventSlice slice, Envelope envelope)
    {
        var (utf8, isUtf8) = (slice.Utf8, true);
        if (slice.Fault is null && utf8.Length <= limits.EventBytes)
            isUtf8 = MendedText.TryRead(slice.Utf8, out utf8);

        var input = new InputEvent
        {
            SentAt = envelope.SentAt,
            Original = utf8,
            Address = envelope.Address,
            HasReplacedText = envelope.HasReplacedText || !utf8.Equals(slice.Utf8),
        };
        if (Fault(slice with { Utf8 = utf8 }, isUtf8) is { } fault)
        {
            input.Readable = false;
            input.Faults.Add(fault);
            SentWishes.Read(slice.Fault is null ? utf8 : default, envelope.Context, input.Context);
            return input;
        }

        if (envelope.Context is { } shared)
        {
            input.Context.Shared = shared;
            ContextReader.Read(shared.Utf8, input);
        }

        input.Original = StoredAddresses.Cut(utf8, out var isNamed);
        if (isNamed)
            input.Address = SentAddress.In(utf8.Span) ?? input.Address;

        return input;
    }

    /// <param name="utf8">The event in the product's names.</param>
    public static void ReadMembers(ReadOnlyMemory<byte> utf8, InputEvent input)
    {
        input.Utf8 = utf8;
        Read(utf8, input);
    }

    RejectionReason? Fault(EventSlice slice, bool isUtf8) =>
        slice.Fault is { } known ? new(known, null, "This line is not valid JSON.")
        : slice.Utf8.Span[0] != (byte)'{' ? new(RejectionCodes.NotAnObject, null, "An event is a JSON object.")
        : slice.Utf8.Length > limits.EventBytes
            ? new(RejectionCodes.EventTooLarge, null, $"An event has at most {limits.EventBytes} bytes.")
        : slice.Depth > limits.Depth ? new(RejectionCodes.TooDeep, null, $"An event is at most {limits.Depth} levels deep.")
        : slice.LongestNumber > EventDefinition.LongestNumber
            ? new(RejectionCodes.NumberTooLong, null, $"A number has at most {EventDefinition.LongestNumber} characters.")
        : !isUtf8 ? new(RejectionCodes.NotUtf8, null, "The event is not valid UTF-8.")
        : null;

    static void Read(ReadOnlyMemory<byte> utf8, InputEvent input)
    {
        var reader = new Utf8JsonReader(utf8.Span, JsonText.AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("messageId"u8))
                input.MessageId = reader.NextId(input, "messageId");
            else if (reader.ValueTextEquals("type"u8))
                input.Type = reader.NextText(input, "type");
            else if (reader.ValueTextEquals("event"u8))
                input.Event = reader.NextText(input, "event");
            else if (reader.ValueTextEquals("name"u8))
                input.Title = reader.NextText(input, "name");
            else if (reader.ValueTextEquals("userId"u8))
                input.UserId = reader.NextId(input, "userId");
            else if (reader.ValueTextEquals("anonymousId"u8))
                input.AnonymousId = reader.NextId(input, "anonymousId");
            else if (reader.ValueTextEquals("sessionId"u8))
                input.SessionId = reader.NextId(input, "sessionId");
            else if (reader.ValueTextEquals("timestamp"u8))
                input.Timestamp = reader.NextTime();
            else if (reader.ValueTextEquals("originalTimestamp"u8))
                input.Timestamp = input.Timestamp.Given ? Skipped(ref reader, input.Timestamp) : reader.NextTime();
            else if (reader.ValueTextEquals("sentAt"u8))
                input.SentAt = reader.NextTime() is { Given: true } own ? own : input.SentAt;
            else if (reader.ValueTextEquals("historical"u8))
                input.Historical = reader.Read() && reader.TokenType == JsonTokenType.True;
            else if (reader.ValueTextEquals("properties"u8))
                ReadProperties(reader.NextObject(utf8, input, "properties"), input);
            else if (reader.ValueTextEquals("traits"u8))
                ReadTraits(reader.NextObject(utf8, input, "traits"), input);
            else if (reader.ValueTextEquals("context"u8))
                ReadContext(reader.NextObject(utf8, input, "context"), input);
            else
                ReadExtra(utf8, ref reader, input);

            // After a value of the wrong type the reader is at the value's first token.
            reader.Skip();
        }
    }

    static ClientTime Skipped(ref Utf8JsonReader reader, ClientTime kept)
    {
        reader.Read();
        reader.Skip();
        return kept;
    }

    static void ReadProperties(RawJson? raw, InputEvent input)
    {
        input.Properties.Raw = raw;
        if (raw is { } properties)
            PropertiesReader.Read(properties.Utf8, input);
    }

    static void ReadTraits(RawJson? raw, InputEvent input)
    {
        input.Traits = raw;
        if (raw is { } traits)
            input.TraitsCount = PropertiesReader.Count(traits.Utf8);
    }

    static void ReadContext(RawJson? raw, InputEvent input)
    {
        input.Context.Own = raw;
        if (raw is { } context)
            ContextReader.Read(context.Utf8, input);
    }

    static void ReadExtra(ReadOnlyMemory<byte> utf8, ref Utf8JsonReader reader, InputEvent input)
    {
        if (JsonNames.IsKey(ref reader))
        {
            reader.Read();
            return;
        }

        var name = reader.GetString()!;
        var value = reader.NextRaw(utf8);
        if (name == "groupId")
            input.GroupId = value.AsId(input, name);
        else if (name == "previousId")
            input.PreviousId = value.AsId(input, name);

        input.Extra.Add((name, value));
    }
}

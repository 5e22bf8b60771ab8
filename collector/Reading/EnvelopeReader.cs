using System.Text.Json;
using Analytics.Collector.Http;

namespace Analytics.Collector.Reading;

/// <summary>
/// Cuts a body into events in one pass: an object, an array, {"batch":[...]} or lines of these. It detects the form from the bytes, because
/// SDKs and proxies label bodies wrongly.
/// </summary>
sealed class EnvelopeReader(LimitsOptions limits)
{
    readonly SharedContext _contexts = new(limits);

    /// <param name="lines">True when the client calls the body lines; it decides only where the bytes do not.</param>
    /// <returns>The envelope, also with a problem: what could be read, above all the key.</returns>
    public Outcome<Envelope> Read(ReadOnlyMemory<byte> body, bool lines)
    {
        if (body.Span.StartsWith("\uFEFF"u8))
            body = body[3..];

        var envelope = new Envelope();
        try
        {
            var problem = lines && !BodyForm.IsOneValue(body.Span) ? ReadLines(body, envelope) : ReadJson(body, ref envelope);
            return new(envelope, problem ?? (envelope.Events.Count == 0 ? Problem.BatchEmpty : null));
        }
        catch (JsonException broken)
        {
            return new(
                envelope,
                Problem.BodyUnreadable($"The body is not valid JSON (line {broken.LineNumber + 1}, byte {broken.BytePositionInLine}).")
            );
        }
        catch (InvalidOperationException)
        {
            return WithoutLoneSurrogates(body, lines) ?? Problem.BodyUnreadable("The body holds text that is not valid Unicode.");
        }
    }

    /// <summary>Reads a body that has half a surrogate pair in a name beside or around its events; null when it has none.</summary>
    Outcome<Envelope>? WithoutLoneSurrogates(ReadOnlyMemory<byte> body, bool lines)
    {
        var replaced = LoneSurrogates.Replace(body);
        if (replaced.Equals(body))
            return null;

        var read = Read(replaced, lines);
        if (read.Value is { } envelope)
            envelope.HasReplacedText = true;

        return read;
    }

    Problem? ReadJson(ReadOnlyMemory<byte> body, ref Envelope envelope)
    {
        var reader = new Utf8JsonReader(body.Span, JsonText.AnyDepth);
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var problem = reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(body, ref reader, envelope),
            JsonTokenType.StartArray => ReadArray(body, ref reader, envelope),
            _ => Problem.BodyUnreadable("The body is neither an event nor an array of events."),
        };
        if (
            reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray
            && BodyForm.IsLineOfMany(body.Span, start, (int)reader.BytesConsumed)
        )
        {
            envelope = new Envelope { Key = envelope.Key };
            return ReadLines(body, envelope);
        }

        if (problem is null)
            reader.Read(); // Throws when anything follows the value.

        return problem;
    }

    /// <summary>Reads a batch when a member of that name is an array, else one event.</summary>
    Problem? ReadObject(ReadOnlyMemory<byte> body, ref Utf8JsonReader reader, Envelope envelope)
    {
        var start = (int)reader.TokenStartIndex;
        var (deepest, longest) = (0, 0);
        EventSlice context = default;
        var isBatch = false;
        Problem? problem = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = JsonNames.OfEnvelope(ref reader);
            reader.Read();
            if (member == EnvelopeMember.Batch && reader.TokenType == JsonTokenType.StartArray)
            {
                isBatch = true;
                envelope.Events.Clear();
                problem = ReadArray(body, ref reader, envelope);
                continue;
            }

            if (member == EnvelopeMember.SentAt && reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
                envelope.SentAt = ClientTime.Read(ref reader);
            if (member == EnvelopeMember.Historical)
                envelope.Historical = reader.TokenType == JsonTokenType.True;
            if (member == EnvelopeMember.Key && reader.TokenType == JsonTokenType.String)
                envelope.Key ??= JsonText.TextOf(ref reader);

            var value = EventSlices.Next(body, ref reader);
            if (member == EnvelopeMember.Context && value.Utf8.Span[0] == (byte)'{')
                context = value;
            (deepest, longest) = (Math.Max(deepest, value.Depth), Math.Max(longest, value.LongestNumber));
        }

        if (isBatch)
            return problem ?? (context.Utf8.IsEmpty ? null : _contexts.Share(context, body.Length, envelope));

        envelope.SentAt = default;
        envelope.Historical = false;
        envelope.Events.Add(new EventSlice(body[start..(int)reader.BytesConsumed], deepest + 1, longest));
        return null;
    }

    Problem? ReadArray(ReadOnlyMemory<byte> body, ref Utf8JsonReader reader, Envelope envelope)
    {
        Problem? problem = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var value = EventSlices.Next(body, ref reader);
            if (envelope.Events.Count < limits.Events)
                envelope.Events.Add(value);
            else
                problem = TooMany();
        }

        return problem;
    }

    /// <summary>Reads lines of JSON; an invalid line is a rejected event and does not affect the other lines.</summary>
    Problem? ReadLines(ReadOnlyMemory<byte> body, Envelope envelope)
    {
        foreach (var range in body.Span.Split((byte)'\n'))
        {
            var line = body[range];
            if (line.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
                continue;

            if (envelope.Events.Count == limits.Events)
                return TooMany();

            var slice = EventSlices.OfLine(line, out var isBody);
            if (isBody)
            {
                if (ReadBatch(line, body.Length, envelope) is { } problem)
                    return problem;

                continue;
            }

            envelope.Events.Add(slice);
            if (envelope.Events.Count == 1)
                envelope.Key ??= EventSlices.KeyOf(slice);
        }

        return null;
    }

    /// <summary>Reads a line that is a batch or an array: a forwarder of logs joins several bodies by line ends.</summary>
    /// <param name="body">The length of the whole body.</param>
    Problem? ReadBatch(ReadOnlyMemory<byte> line, int body, Envelope envelope)
    {
        var batch = new Envelope();
        var reader = new Utf8JsonReader(line.Span, JsonText.AnyDepth);
        reader.Read();
        var problem =
            reader.TokenType == JsonTokenType.StartArray ? ReadArray(line, ref reader, batch) : ReadObject(line, ref reader, batch);
        if (envelope.Events.Count == 0)
            envelope.Key ??= batch.Key;
        if (problem is not null)
            return problem;
        if (envelope.Events.Count + batch.Events.Count > limits.Events)
            return TooMany();

        // Lines without events can be very many, so nothing of them is kept.
        if (batch.Events.Count == 0)
            return null;

        envelope.Add(batch);
        return _contexts.Multiplied(body, envelope);
    }

    Problem TooMany() => Problem.TooLarge(Problem.TooManyEvents, $"A request holds at most {limits.Events} events.");
}

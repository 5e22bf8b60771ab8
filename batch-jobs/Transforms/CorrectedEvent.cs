using System.Buffers;
using System.Text.Json;
using Analytics.BatchJobs.Settings;
using Analytics.Contracts;

namespace Analytics.BatchJobs.Transforms;

/// <summary>Sets members of an event; all its other bytes stay.</summary>
static class CorrectedEvent
{
    static readonly JsonReaderOptions _anyDepth = new() { MaxDepth = 1000 };

    /// <returns>
    /// The event, the same bytes when every member has its value already; null when the event is no object, or when a path leads through a
    /// value that is no object.
    /// </returns>
    public static RawJson? Of(RawJson original, IReadOnlyList<SetMember> set)
    {
        ReadOnlyMemory<byte>? json = original.Utf8;
        try
        {
            using var whole = JsonDocument.Parse(original.Utf8, new JsonDocumentOptions { MaxDepth = _anyDepth.MaxDepth });
            foreach (var member in set)
                json = json is { } event_ ? With(event_, member.Path, member.Value) : null;

            return json is { } corrected && IsObject(corrected) ? new RawJson(corrected) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static ReadOnlyMemory<byte>? With(ReadOnlyMemory<byte> json, IEnumerable<string> path, ReadOnlyMemory<byte> value)
    {
        if (!IsObject(json))
            return null;

        var (name, rest) = (path.First(), path.Skip(1).ToList());
        var old = Find(json, name);
        if (rest.Count > 0)
        {
            var inside = old is { } given && !given.Span.SequenceEqual("null"u8) ? given : "{}"u8.ToArray();
            if (With(inside, rest, value) is not { } inner)
                return null;

            value = inner;
        }

        return old is { } same && same.Span.SequenceEqual(value.Span) ? json : Replaced(json, name, value);
    }

    /// <summary>Returns the last member of that name, as JSON readers do.</summary>
    static ReadOnlyMemory<byte>? Find(ReadOnlyMemory<byte> json, string name)
    {
        ReadOnlyMemory<byte>? found = null;
        var reader = Begin(json);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            var (from, to) = Value(ref reader);
            if (isIt)
                found = json[from..to];
        }

        return found;
    }

    static ReadOnlyMemory<byte> Replaced(ReadOnlyMemory<byte> json, string name, ReadOnlyMemory<byte> value)
    {
        var members = new List<ReadOnlyMemory<byte>>();
        byte[] changed = [.. JsonSerializer.SerializeToUtf8Bytes(name), (byte)':', .. value.Span];
        var reader = Begin(json);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isIt = reader.ValueTextEquals(name);
            var (_, end) = Value(ref reader);
            members.Add(isIt ? changed : json[start..end]);
        }

        if (!members.Contains(changed))
            members.Add(changed);

        return Joined(members, json.Length + changed.Length);
    }

    static ReadOnlyMemory<byte> Joined(List<ReadOnlyMemory<byte>> members, int length)
    {
        var buffer = new ArrayBufferWriter<byte>(length + 2);
        foreach (var member in members)
        {
            buffer.Write(buffer.WrittenCount == 0 ? "{"u8 : ","u8);
            buffer.Write(member.Span);
        }

        buffer.Write("}"u8);
        return buffer.WrittenMemory;
    }

    static Utf8JsonReader Begin(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, _anyDepth);
        reader.Read();
        return reader;
    }

    static (int From, int To) Value(ref Utf8JsonReader reader)
    {
        reader.Read();
        var from = (int)reader.TokenStartIndex;
        reader.Skip();
        return (from, (int)reader.BytesConsumed);
    }

    static bool IsObject(ReadOnlyMemory<byte> json) => json.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
}

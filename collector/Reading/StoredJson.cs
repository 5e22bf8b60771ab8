using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>Builds the stored objects: the client's bytes where nothing changes, else rebuilt member by member.</summary>
static class StoredJson
{
    /// <summary>The members of a context that are objects; an empty array in one's place is an absent object.</summary>
    static readonly FrozenSet<string> _objects = FrozenSet.ToFrozenSet([
        "app",
        "campaign",
        "device",
        "library",
        "location",
        "network",
        "os",
        "page",
        "screen",
        "traits",
        "userAgentData",
    ]);

    static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Returns the client's properties; for identify and group, which mostly have none, the traits.</summary>
    public static RawJson? Properties(InputEvent input) => input.Properties.Raw ?? (TraitsAreProperties(input) ? input.Traits : null);

    /// <summary>Returns the event's context merged over the batch's, with the members that no column holds: traits and extra.</summary>
    public static RawJson? Context(InputEvent input)
    {
        var merged = MergedContext(input.Context);
        var traits = TraitsAreProperties(input) && input.Properties.Raw is null ? null : input.Traits;
        var (name, title) = Unused(input);
        if (traits is null && input.Extra.Count == 0 && name is null && title is null)
            return merged;

        return Build(writer =>
        {
            var members = merged is { } context ? JsonMembers.Of(context) : [];
            foreach (var member in members)
                WriteRaw(writer, member.Name, member.Value);
            if (traits is { } beside && !members.Exists(member => member.Name == "traits"))
                WriteRaw(writer, "traits", beside);
            if (input.Extra.Count > 0 || name is not null || title is not null)
                WriteExtra(writer, input, name, title);
        });
    }

    /// <summary>Returns the event's own members, then those that only the batch's context has.</summary>
    public static RawJson? MergedContext(InputContext context)
    {
        if (context.Own is not { } mine || context.Shared is not { } ours)
            return context.Own ?? context.Shared;

        var own = JsonMembers.Of(mine);
        own.RemoveAll(member => _objects.Contains(member.Name) && member.Value.IsEmptyArray());
        return Build(writer =>
        {
            var names = own.Select(member => member.Name).ToHashSet();
            foreach (var (name, value) in own.Concat(JsonMembers.Of(ours).Where(member => !names.Contains(member.Name))))
                WriteRaw(writer, name, value);
        });
    }

    static bool TraitsAreProperties(InputEvent input) => input.Type is EventTypes.Identify or EventTypes.Group;

    /// <summary>Returns the members without a column for this type: the event of a page, the name of a track.</summary>
    static (string? Event, string? Name) Unused(InputEvent input) =>
        (input.Type == EventTypes.Track ? null : input.Event, input.Type is EventTypes.Page or EventTypes.Screen ? null : input.Title);

    static void WriteExtra(Utf8JsonWriter writer, InputEvent input, string? name, string? title)
    {
        writer.WriteStartObject("extra"u8);
        foreach (var member in input.Extra)
            WriteRaw(writer, member.Name, member.Value);
        if (name is not null)
            writer.WriteString("event"u8, name);
        if (title is not null)
            writer.WriteString("name"u8, title);

        writer.WriteEndObject();
    }

    public static void WriteRaw(Utf8JsonWriter writer, string name, RawJson value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }

    public static RawJson Build(Action<Utf8JsonWriter> members)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(bytes, _options);
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
        writer.Flush();
        return new RawJson(bytes.WrittenMemory);
    }
}

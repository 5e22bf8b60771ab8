using System.Text.Json;
using Analytics.Collector.Reading;
using Analytics.Contracts;
using Members = System.Collections.Generic.List<(string Name, Analytics.Contracts.RawJson Value)>;

namespace Analytics.Collector.Dialects.Posthog;

/// <summary>
/// Translates one event of PostHog to native members. A member without a native equivalent stays: in properties, or in extra under its
/// PostHog name.
/// </summary>
static class PosthogEvent
{
    public static RawJson Translate(RawJson original, Envelope envelope)
    {
        var own = JsonMembers.Of(original);
        var properties = Find(own, "properties") is { } given && IsObject(given) ? JsonMembers.Of(given) : [];
        var type = PosthogMembers.TypeOf(Text(Find(own, "event")));
        return StoredJson.Build(writer =>
        {
            writer.WriteString("type"u8, type);
            if (envelope.Historical)
                writer.WriteBoolean("historical"u8, true);

            var written = new HashSet<string>();
            Write(writer, own, PosthogMembers.OfEvent, written);
            Write(writer, properties, PosthogMembers.OfProperties, written);
            if (type == EventTypes.Alias)
                Write(writer, properties, [("alias", "previousId")], written);

            writer.WriteStartObject("context"u8);
            var ofPage = OfPage(properties);
            foreach (var (group, members) in PosthogMembers.OfContext)
                WriteGroup(writer, group, members, ofPage);

            writer.WriteEndObject();
            WriteRest(writer, own, envelope);
        });
    }

    /// <summary>
    /// Returns the client's members without keys and full addresses, and with the members that the batch gives for all its events.
    /// </summary>
    public static RawJson Keep(RawJson original, Envelope envelope)
    {
        var own = JsonMembers.Of(original);
        return StoredJson.Build(writer =>
        {
            foreach (var (name, value) in own)
            {
                if (name == "properties" && IsObject(value))
                    WriteProperties(writer, value, envelope, withAddress: true);
                else if (!JsonNames.IsKey(name))
                    StoredJson.WriteRaw(writer, name, value);
            }

            if (envelope.SentAt.Given && Find(own, "sent_at") is null)
                writer.WriteString("sent_at"u8, envelope.SentAt.Text);
            if (envelope.Historical)
                writer.WriteBoolean("historical_migration"u8, true);
        });
    }

    static void Write(Utf8JsonWriter writer, Members from, (string Theirs, string Ours)[] members, HashSet<string> written)
    {
        foreach (var (theirs, ours) in members)
        {
            if (!written.Contains(ours) && Find(from, theirs) is { } value && written.Add(ours))
                StoredJson.WriteRaw(writer, ours, value);
        }
    }

    static void WriteGroup(Utf8JsonWriter writer, string group, (string Theirs, string Ours)[] members, Members properties)
    {
        if (group.Length == 0)
        {
            Write(writer, properties, members, []);
            return;
        }

        if (!Array.Exists(members, member => Find(properties, member.Theirs) is not null))
            return;

        writer.WriteStartObject(group);
        Write(writer, properties, members, []);
        writer.WriteEndObject();
    }

    /// <summary>
    /// Returns the properties with the referrer and the campaign of the event's own page. The browser's SDK sends those of the tab's first
    /// page with every event, but also tells with which page and referrer the session began; the campaign is in the page's address.
    /// </summary>
    static Members OfPage(Members properties)
    {
        if (Text(Find(properties, "$session_entry_url")) is not { } entry)
            return properties;

        var own = properties.FindAll(member => member.Name is not "$referrer" && !PosthogMembers.IsCampaign(member.Name));
        var isEntry = Text(Find(properties, "$current_url")) is { } url && PosthogMembers.IsEntry(entry, url);
        if (isEntry && Find(properties, "$session_entry_referrer") is { } referrer)
            own.Add(("$referrer", referrer));

        return own;
    }

    /// <summary>
    /// Writes the properties, and the members that PostHog does not know: a dollar separates them from native ones of the same name.
    /// </summary>
    static void WriteRest(Utf8JsonWriter writer, Members own, Envelope envelope)
    {
        foreach (var (name, value) in own)
        {
            if (name == "properties" && IsObject(value))
                WriteProperties(writer, value, envelope, withAddress: false);
            else if (name is "event" or "properties")
                StoredJson.WriteRaw(writer, name, value);
            else if (!JsonNames.IsKey(name) && !Array.Exists(PosthogMembers.OfEvent, member => member.Theirs == name))
                StoredJson.WriteRaw(writer, JsonNames.IsOurs(name) ? $"${name}" : name, value);
        }
    }

    static void WriteProperties(Utf8JsonWriter writer, RawJson properties, Envelope envelope, bool withAddress)
    {
        writer.WriteStartObject("properties"u8);
        foreach (var (name, value) in JsonMembers.Of(properties))
        {
            if (name == "$ip")
            {
                if (withAddress)
                    StoredJson.WriteRaw(writer, name, value);
            }
            else if (name != "token" || Text(value) != envelope.Key)
            {
                StoredJson.WriteRaw(writer, name, value);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Returns the last member of that name, as JSON readers do; null and an empty array count as absent.</summary>
    static RawJson? Find(Members members, string name) =>
        members.FindLast(member => member.Name == name) is { Value: { Utf8.IsEmpty: false } value }
        && !value.Utf8.Span.SequenceEqual("null"u8)
        && !value.IsEmptyArray()
            ? value
            : null;

    static bool IsObject(RawJson value) => value.Utf8.Span[0] == (byte)'{';

    static string? Text(RawJson? value)
    {
        if (value is not { } text || text.Utf8.Span[0] != (byte)'"')
            return null;

        var reader = new Utf8JsonReader(text.Utf8.Span);
        reader.Read();
        return reader.GetString();
    }
}

using Analytics.Collector.Enrichment;
using Analytics.Contracts;

namespace Analytics.Collector.Events;

/// <summary>
/// The event as it must be kept for repair: the client's bytes; rebuilt only where its request said a part of it (type, context, sentAt)
/// or where it holds what must not be stored (a write key, a whole address).
/// </summary>
static class Original
{
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> utf8, InputEvent input, Envelope envelope, string? type)
    {
        var members = JsonMembers.Of(new RawJson(utf8));
        var isWhole = type is null && envelope.Context is null && !envelope.SentAt.Given && !input.Context.HasIp && !members.Exists(m => JsonNames.IsKey(m.Name));
        return isWhole ? utf8 : Rebuilt(members, input, envelope, type);
    }

    static ReadOnlyMemory<byte> Rebuilt(List<(string Name, RawJson Value)> members, InputEvent input, Envelope envelope, string? type) =>
        StoredJson.Build(writer =>
        {
            if (type is not null)
                writer.WriteString("type"u8, type);
            foreach (var (name, value) in members)
            {
                if (!JsonNames.IsKey(name) && !(name == "type" && type is not null) && !(name == "context" && input.Context.Own is not null))
                    StoredJson.WriteRaw(writer, name, value);
            }

            if (StoredJson.MergedContext(input.Context) is { } context)
                StoredJson.WriteRaw(writer, "context", context);
            if (envelope.SentAt.Given && !members.Exists(m => m.Name == "sentAt"))
                writer.WriteString("sentAt"u8, envelope.SentAt.Text);
        }).Utf8;
}

using System.Text.Json;

namespace Analytics.Collector.Events;

enum EnvelopeMember
{
    Other,
    Batch,
    Context,
    SentAt,
    Key,
}

/// <summary>The members that mean something, found without making strings.</summary>
static class JsonNames
{
    public static EnvelopeMember OfEnvelope(ref Utf8JsonReader name) =>
        name.ValueTextEquals("batch"u8) ? EnvelopeMember.Batch
        : name.ValueTextEquals("context"u8) ? EnvelopeMember.Context
        : name.ValueTextEquals("sentAt"u8) ? EnvelopeMember.SentAt
        : IsKey(ref name) ? EnvelopeMember.Key
        : EnvelopeMember.Other;

    /// <summary>Where a body carries its write key; such members are never stored.</summary>
    public static bool IsKey(ref Utf8JsonReader name) =>
        name.ValueTextEquals("writeKey"u8) || name.ValueTextEquals("api_key"u8) || name.ValueTextEquals("token"u8);
}

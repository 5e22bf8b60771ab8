using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Analytics.Collector.Reading;

enum EnvelopeMember
{
    Other,
    Batch,
    Context,
    SentAt,
    Historical,
    Key,
}

/// <summary>The names of the interpreted members, Segment's and PostHog's; a look-up in a body allocates no strings.</summary>
static class JsonNames
{
    /// <summary>The members that <see cref="EventReader"/> reads.</summary>
    static readonly FrozenSet<string> _ours = FrozenSet.ToFrozenSet([
        "messageId",
        "type",
        "event",
        "name",
        "userId",
        "anonymousId",
        "sessionId",
        "timestamp",
        "originalTimestamp",
        "sentAt",
        "historical",
        "properties",
        "traits",
        "context",
        "groupId",
        "previousId",
    ]);

    /// <summary>The members of a body that carry its write key.</summary>
    public static ImmutableArray<string> Keys { get; } = ["writeKey", "api_key", "token"];

    static readonly byte[][] _keys = [.. Keys.Select(Encoding.UTF8.GetBytes)];

    public static bool IsOurs(string name) => _ours.Contains(name);

    public static EnvelopeMember OfEnvelope(ref Utf8JsonReader name) =>
        name.ValueTextEquals("batch"u8) ? EnvelopeMember.Batch
        : name.ValueTextEquals("context"u8) ? EnvelopeMember.Context
        : name.ValueTextEquals("sentAt"u8) || name.ValueTextEquals("sent_at"u8) ? EnvelopeMember.SentAt
        : name.ValueTextEquals("historical_migration"u8) ? EnvelopeMember.Historical
        : IsKey(ref name) ? EnvelopeMember.Key
        : EnvelopeMember.Other;

    /// <summary>True for a member that holds a write key; such members are never stored.</summary>
    public static bool IsKey(ref Utf8JsonReader name)
    {
        foreach (var key in _keys)
        {
            if (name.ValueTextEquals(key))
                return true;
        }

        return false;
    }

    public static bool IsKey(string name) => Keys.Contains(name);
}

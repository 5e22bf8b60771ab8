using Analytics.Collector.Reading;

namespace Analytics.Collector.Dialects.Posthog;

/// <summary>
/// Maps PostHog's member names to the native ones. When a native name occurs twice, the first member that the event has is used.
/// </summary>
static class PosthogMembers
{
    public static (string Theirs, string Ours)[] OfEvent { get; } =
    [("uuid", "messageId"), ("distinct_id", "userId"), ("timestamp", "timestamp"), ("sent_at", "sentAt"), ("$set", "traits")];

    public static (string Theirs, string Ours)[] OfProperties { get; } =
    [
        ("$insert_id", "messageId"),
        ("distinct_id", "userId"),
        ("$anon_distinct_id", "anonymousId"),
        ("$device_id", "anonymousId"),
        ("$session_id", "sessionId"),
        ("$time", "timestamp"),
        ("$set", "traits"),
        ("$group_set", "traits"),
        ("$group_key", "groupId"),
        ("$screen_name", "name"),
    ];

    /// <summary>Members of the context by the object that contains them; no member sets the context itself.</summary>
    public static (string Group, (string Theirs, string Ours)[] Members)[] OfContext { get; } =
    [
        ("page", [("$current_url", "url"), ("$pathname", "path"), ("$referrer", "referrer")]),
        (
            "campaign",
            [("utm_source", "source"), ("utm_medium", "medium"), ("utm_campaign", "name"), ("utm_term", "term"), ("utm_content", "content")]
        ),
        ("library", [("$lib", "name"), ("$lib_version", "version")]),
        ("os", [("$os", "name"), ("$os_name", "name"), ("$os_version", "version")]),
        ("device", [("$device_type", "type"), ("$device_model", "model"), ("$device_manufacturer", "manufacturer")]),
        ("app", [("$app_name", "name"), ("$app_version", "version"), ("$app_build", "build")]),
        ("screen", [("$screen_width", "width"), ("$screen_height", "height")]),
        (
            "",
            [
                ("$raw_user_agent", "userAgent"),
                ("$browser_language", "locale"),
                ("$locale", "locale"),
                ("$timezone", "timezone"),
                ("$ip", "ip"),
            ]
        ),
    ];

    public static string TypeOf(string? name) =>
        name switch
        {
            "$pageview" => EventTypes.Page,
            "$screen" => EventTypes.Screen,
            "$identify" => EventTypes.Identify,
            "$groupidentify" => EventTypes.Group,
            "$create_alias" => EventTypes.Alias,
            _ => EventTypes.Track,
        };

    /// <summary>Returns PostHog's path of a native member.</summary>
    public static string NameOf(string ours) =>
        Find(OfEvent, "", ours)
        ?? Find(OfProperties, "", ours)
        ?? OfContext
            .Select(group => Find(group.Members, group.Group.Length == 0 ? "context." : $"context.{group.Group}.", ours))
            .FirstOrDefault(name => name is not null)
        ?? ours switch
        {
            "previousId" => "properties.alias",
            "historical" => "historical_migration",
            _ => ours,
        };

    static string? Find((string Theirs, string Ours)[] members, string path, string ours)
    {
        var found = members.FirstOrDefault(member => path + member.Ours == ours).Theirs;
        return found is null || members == OfEvent ? found : $"properties.{found}";
    }
}

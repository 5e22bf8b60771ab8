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
        // The device's id first: a reset changes the other one, and not the visitor.
        ("$device_id", "anonymousId"),
        ("$anon_distinct_id", "anonymousId"),
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

    /// <summary>The characters of an address that the browser's SDK keeps as the one with which a session began.</summary>
    const int LongestEntry = 1000;

    static readonly (string Theirs, string Ours)[] _campaign = Array.Find(OfContext, group => group.Group == "campaign").Members;

    public static bool IsCampaign(string theirs) => Array.Exists(_campaign, member => member.Theirs == theirs);

    /// <summary>True when a session began with the page of that address.</summary>
    public static bool IsEntry(string entry, string url) =>
        entry.Length < LongestEntry ? url == entry : url.StartsWith(entry, StringComparison.Ordinal);

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

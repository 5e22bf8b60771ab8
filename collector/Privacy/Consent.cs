using System.Collections.Frozen;
using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Collector.Privacy;

/// <summary>
/// Reads an event's consent to analytics: <c>context.consent</c> in Segment's form (<c>categoryPreferences</c>) or the plain one
/// (<c>{"analytics": true}</c>), and RudderStack's <c>context.consentManagement</c>. One refused category of those that mean analytics is a
/// refusal.
/// </summary>
sealed class Consent(PrivacyOptions options)
{
    readonly FrozenSet<string> _analytics = options.AnalyticsConsent.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <returns>True when consent is given; false when it is refused or absent.</returns>
    public bool IsGiven(RawJson? consent, RawJson? management)
    {
        bool? given = null;
        if (consent is { } preferences)
            Read(preferences, ref given);
        if (management is { } lists)
            ReadLists(lists, ref given);

        return given == true;
    }

    void Read(RawJson consent, ref bool? given)
    {
        using var json = Parse(consent);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            return;

        ReadMembers(json.RootElement, ref given);
        if (json.RootElement.TryGetProperty("categoryPreferences", out var categories) && categories.ValueKind == JsonValueKind.Object)
            ReadMembers(categories, ref given);
    }

    void ReadMembers(JsonElement members, ref bool? given)
    {
        foreach (var member in members.EnumerateObject())
        {
            if (_analytics.Contains(member.Name))
                given = IsYes(member.Value) && given != false;
        }
    }

    void ReadLists(RawJson management, ref bool? given)
    {
        using var json = Parse(management);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            return;

        if (Names(json.RootElement, "deniedConsentIds"))
            given = false;
        else if (Names(json.RootElement, "allowedConsentIds"))
            given ??= true;
    }

    bool Names(JsonElement management, string list) =>
        management.TryGetProperty(list, out var ids)
        && ids.ValueKind == JsonValueKind.Array
        && ids.EnumerateArray().Any(id => id.ValueKind == JsonValueKind.String && _analytics.Contains(id.GetString()!));

    /// <summary>True for true, 1 and the words for yes; false for everything else.</summary>
    static bool IsYes(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.Number => value.TryGetInt32(out var number) && number == 1,
            JsonValueKind.String => value.GetString()!.Trim().ToLowerInvariant() is "true" or "1" or "yes" or "granted" or "accepted",
            _ => false,
        };

    static JsonDocument Parse(RawJson json) => JsonDocument.Parse(json.Utf8, new JsonDocumentOptions { MaxDepth = 512 });
}

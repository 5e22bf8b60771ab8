using System.Text.Json;

namespace Analytics.Collector.Reading;

/// <summary>The names of a context's members by which a visitor wishes for privacy.</summary>
static class WishNames
{
    public static bool IsGpc(ref Utf8JsonReader name) => name.ValueTextEquals("gpc"u8) || name.ValueTextEquals("globalPrivacyControl"u8);

    public static bool IsDnt(ref Utf8JsonReader name) => name.ValueTextEquals("doNotTrack"u8) || name.ValueTextEquals("dnt"u8);

    public static bool IsConsent(ref Utf8JsonReader name) => name.ValueTextEquals("consent"u8);
}

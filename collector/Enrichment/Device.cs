namespace Analytics.Collector.Enrichment;

/// <summary>
/// mobile, tablet, desktop, tv, bot or other: from what the client says it is, else from its hints, else from its user agent.
/// </summary>
static class Device
{
    public const string Bot = "bot";

    /// <summary>What a client calls itself in <c>context.device.type</c>.</summary>
    public static string OfType(string type) =>
        type.Trim().ToLowerInvariant() switch
        {
            "mobile" or "phone" or "smartphone" or "ios" or "android" => "mobile",
            "tablet" or "ipad" or "ipados" => "tablet",
            "desktop" or "web" or "laptop" or "pc" or "macos" or "windows" or "linux" => "desktop",
            "tv" or "smarttv" or "smart_tv" or "tvos" => "tv",
            "bot" => Bot,
            _ => "other",
        };

    /// <summary>Null when the hints do not tell: an Android that is no phone is a tablet, unless its model is a television's.</summary>
    public static string? OfHints(UserAgents.ClientHints hints) =>
        hints switch
        {
            { Model: { } model } when IsTelevision(model) => "tv",
            { IsMobile: true } => "mobile",
            { Platform: "Android", IsMobile: false, Model: not null } => "tablet",
            { Platform: "Windows" or "macOS" or "Linux" or "Chrome OS" or "Chromium OS" } => "desktop",
            _ => null,
        };

    /// <summary>What a user agent that is no bot's looks like.</summary>
    public static string OfUserAgent(string userAgent) =>
        IsTelevision(userAgent) ? "tv"
        : HasOne(userAgent, "iPad", "Kindle", "PlayBook") || IsTablet(userAgent) ? "tablet"
        : HasOne(userAgent, "iPod", "Mobile", "Phone", "okhttp", "CFNetwork", "Dart/") ? "mobile"
        : HasOne(userAgent, "Windows NT", "Macintosh", "X11", "CrOS") ? "desktop"
        : "other";

    /// <summary>Tizen runs on telephones too.</summary>
    static bool IsTelevision(string text) =>
        HasOne(
            text,
            "SmartTV",
            "Smart-TV",
            "Smart TV",
            "AppleTV",
            "Apple TV",
            "GoogleTV",
            "Android TV",
            "HbbTV",
            "BRAVIA",
            "Web0S",
            "NetCast",
            "CrKey",
            "Roku",
            "; AFT"
        ) || (HasOne(text, "Tizen") && !HasOne(text, "Mobile"));

    /// <summary>"Tablet PC" stands in the user agents of old desktops.</summary>
    static bool IsTablet(string userAgent) =>
        (HasOne(userAgent, "Tablet") && !HasOne(userAgent, "Tablet PC"))
        || (HasOne(userAgent, "Android") && !HasOne(userAgent, "Mobile", "okhttp"));

    static bool HasOne(string text, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (text.Contains(part, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}

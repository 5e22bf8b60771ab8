namespace Analytics.Collector.Enrichment;

/// <summary>
/// Determines the device: mobile, tablet, desktop, tv, bot or other; from the client's own value, else its hints, else its user agent.
/// </summary>
static class Device
{
    public const string Bot = "bot";
    public const string Other = "other";

    /// <summary>Returns the device for a <c>context.device.type</c>.</summary>
    public static string OfType(string type) =>
        type.Trim().ToLowerInvariant() switch
        {
            "mobile" or "phone" or "smartphone" or "ios" or "android" => "mobile",
            "tablet" or "ipad" or "ipados" => "tablet",
            "desktop" or "web" or "laptop" or "pc" or "macos" or "windows" or "linux" => "desktop",
            "tv" or "smarttv" or "smart_tv" or "tvos" => "tv",
            "bot" => Bot,
            _ => Other,
        };

    /// <summary>
    /// Returns the device by client hints; null when they do not determine it. A non-mobile Android is a tablet, or a TV by its model.
    /// </summary>
    public static string? OfHints(UserAgents.ClientHints hints) =>
        hints switch
        {
            { Model: { } model } when IsTelevision(model) => "tv",
            { IsMobile: true } => "mobile",
            { Platform: "Android", IsMobile: false, Model: not null } => "tablet",
            { Platform: "Windows" or "macOS" or "Linux" or "Chrome OS" or "Chromium OS" } => "desktop",
            _ => null,
        };

    /// <summary>Returns the device that a system of mobile devices mostly runs on; null for another system.</summary>
    public static string? OfSystem(string? os) =>
        os switch
        {
            "iOS" or "Android" => "mobile",
            "iPadOS" => "tablet",
            "tvOS" => "tv",
            _ => null,
        };

    /// <summary>Returns the device by a user agent that is not a bot's.</summary>
    public static string OfUserAgent(string userAgent) =>
        IsTelevision(userAgent) ? "tv"
        : HasOne(userAgent, "iPad", "Kindle", "PlayBook") || IsTablet(userAgent) ? "tablet"
        : HasOne(userAgent, "iPod", "Mobile", "Phone", "okhttp", "CFNetwork", "Dart/") ? "mobile"
        : HasOne(userAgent, "Windows NT", "Macintosh", "X11", "CrOS") ? "desktop"
        : Other;

    /// <summary>True for a TV; Tizen alone is not enough, because it also runs on phones.</summary>
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

    /// <summary>True for a tablet, but not for "Tablet PC", which is in the user agents of old desktops.</summary>
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

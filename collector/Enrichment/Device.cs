namespace Analytics.Collector.Enrichment;

/// <summary>mobile, tablet, desktop, tv, bot or other: from what the client says it is, else from its user agent.</summary>
static class Device
{
    public static string? Of(string? type, string? userAgent) => type is not null ? FromType(type) : userAgent is null ? null : FromUserAgent(userAgent);

    static string FromType(string type) => type.Trim().ToLowerInvariant() switch
    {
        "mobile" or "phone" or "smartphone" or "ios" or "android" => "mobile",
        "tablet" or "ipad" or "ipados" => "tablet",
        "desktop" or "web" or "laptop" or "pc" or "macos" or "windows" or "linux" => "desktop",
        "tv" or "smarttv" or "smart_tv" or "tvos" => "tv",
        "bot" => "bot",
        _ => "other",
    };

    static string FromUserAgent(string userAgent) =>
        HasOne(userAgent, "bot", "crawler", "spider", "HeadlessChrome") ? "bot"
        : HasOne(userAgent, "SmartTV", "Smart-TV", "AppleTV", "GoogleTV", "BRAVIA", "Web0S", "Tizen") ? "tv"
        : HasOne(userAgent, "iPad", "Tablet") || (HasOne(userAgent, "Android") && !HasOne(userAgent, "Mobile")) ? "tablet"
        : HasOne(userAgent, "iPhone", "Mobile", "okhttp", "CFNetwork", "Dart/") ? "mobile"
        : HasOne(userAgent, "Windows NT", "Macintosh", "X11", "CrOS") ? "desktop"
        : "other";

    static bool HasOne(string userAgent, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (userAgent.Contains(part, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}

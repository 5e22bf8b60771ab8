namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>Maps the operating system names of SDKs, client hints and uap-core to one name each.</summary>
static class OsName
{
    const int Longest = 64;

    public static string? Of(string? given) =>
        given?.Trim() is { Length: > 0 and <= Longest } name ? Known(name.ToLowerInvariant(), name) : null;

    static string? Known(string lowerCase, string name) =>
        lowerCase switch
        {
            "mac os x" or "mac os" or "macos" or "os x" or "osx" or "macintosh" => "macOS",
            "ios" or "iphone os" => "iOS",
            "ipados" or "ipad os" => "iPadOS",
            "tvos" => "tvOS",
            "chrome os" or "chromium os" or "chromeos" or "cros" => "Chrome OS",
            "windows" or "windows nt" or "win32" => "Windows",
            "android" => "Android",
            "linux" => "Linux",
            "unknown" => null,
            _ => name,
        };
}

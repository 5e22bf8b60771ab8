using System.Collections.Frozen;

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>The brands of client hints in uap-core's names, so that one browser is one browser, whether it sends hints or not.</summary>
static class BrandName
{
    /// <summary>What many browsers are made of: says less than most user agents do.</summary>
    static readonly FrozenSet<string> _general = FrozenSet.ToFrozenSet(["Chromium", "Android WebView", "Microsoft Edge WebView2"]);

    static readonly FrozenDictionary<string, (string Desktop, string Mobile)> _names = new Dictionary<string, (string, string)>
    {
        ["Google Chrome"] = ("Chrome", "Chrome Mobile"),
        ["Microsoft Edge"] = ("Edge", "Edge Mobile"),
        ["Opera"] = ("Opera", "Opera Mobile"),
        ["OperaMobile"] = ("Opera Mobile", "Opera Mobile"),
        ["Android WebView"] = ("Chrome Mobile WebView", "Chrome Mobile WebView"),
        ["YaBrowser"] = ("Yandex Browser", "Yandex Browser"),
        ["Yandex"] = ("Yandex Browser", "Yandex Browser"),
    }.ToFrozenDictionary();

    public static bool IsGeneral(string brand) => _general.Contains(brand);

    public static string Of(string brand, bool isMobile) =>
        !_names.TryGetValue(brand, out var names) ? brand
        : isMobile ? names.Mobile
        : names.Desktop;

    /// <summary>Browsers add a brand that does not exist, with odd punctuation, so that nobody relies on the list's form.</summary>
    public static bool IsMadeUp(string brand)
    {
        Span<char> letters = stackalloc char[16];
        var length = 0;
        foreach (var c in brand)
        {
            if (!char.IsAsciiLetter(c))
                continue;
            if (length == letters.Length)
                return false;

            letters[length++] = char.ToLowerInvariant(c);
        }

        return letters[..length] is "notabrand" or "notanybrand";
    }
}

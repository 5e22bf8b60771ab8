using System.Collections.Frozen;

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>Maps the brands of client hints to uap-core's names, so that a browser has one name with and without hints.</summary>
static class BrandName
{
    /// <summary>The brands of engines, which say less than most user agents.</summary>
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

    /// <summary>
    /// True for a GREASE brand, an invented one that browsers add with odd punctuation so that servers do not rely on the list's form.
    /// </summary>
    public static bool IsGrease(string brand)
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

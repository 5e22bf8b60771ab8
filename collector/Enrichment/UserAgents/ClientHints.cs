using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>The browser's User-Agent Client Hints, which are more accurate than its user agent.</summary>
/// <param name="Brand">The browser's own brand, or its engine's when it has none.</param>
/// <param name="IsMobile">Null when the hint is absent.</param>
/// <param name="Model">The device's model; mostly empty, because few sites request it.</param>
sealed record ClientHints(string? Brand, string? Platform, bool? IsMobile, string? Model)
{
    const int Longest = 64;

    /// <summary>Reads Sec-CH-UA and its companions; null when there are none.</summary>
    public static ClientHints? Of(IHeaderDictionary headers)
    {
        var (brands, platform, mobile) = (headers["Sec-CH-UA"], headers["Sec-CH-UA-Platform"], headers["Sec-CH-UA-Mobile"]);
        if (brands.Count == 0 && platform.Count == 0 && mobile.Count == 0)
            return null;

        return new ClientHints(
            Choose(BrandList.Of(brands.ToString())),
            BrandList.First(platform.ToString()),
            mobile.ToString() switch
            {
                "?1" => true,
                "?0" => false,
                _ => null,
            },
            BrandList.First(headers["Sec-CH-UA-Model"].ToString())
        );
    }

    /// <summary>Reads <c>context.userAgentData</c>, as the page's script got it.</summary>
    public static ClientHints? Of(RawJson userAgentData)
    {
        using var json = JsonDocument.Parse(userAgentData.Utf8, new JsonDocumentOptions { MaxDepth = 512 });
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            return null;

        bool? isMobile = json.RootElement.TryGetProperty("mobile", out var mobile)
            ? mobile.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            }
            : null;
        return new ClientHints(
            Choose(Brands(json.RootElement)),
            Text(json.RootElement, "platform"),
            isMobile,
            Text(json.RootElement, "model")
        );
    }

    static IEnumerable<string> Brands(JsonElement data) =>
        data.TryGetProperty("brands", out var brands) && brands.ValueKind == JsonValueKind.Array
            ? brands.EnumerateArray().Select(item => Text(item, "brand")).OfType<string>()
            : [];

    static string? Text(JsonElement json, string member) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(member, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString()!.Replace("\0", "").Trim() is { Length: > 0 and <= Longest } text
            ? text
            : null;

    static string? Choose(IEnumerable<string> brands)
    {
        string? chosen = null;
        foreach (var brand in brands.Where(brand => brand.Length is > 0 and <= Longest && !BrandName.IsGrease(brand)))
        {
            if (!BrandName.IsGeneral(brand))
                return brand;
            if (chosen is null or "Chromium")
                chosen = brand;
        }

        return chosen;
    }
}

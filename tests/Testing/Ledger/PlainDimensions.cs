using System.Globalization;
using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.Testing.Ledger;

/// <summary>
/// Computes what events add to warehouse.dimension_counts_minute in plain C#, without Spark and SQL: a line for each row, in ordinal order.
/// Orders are the only goal. Arrivals are those of the tests' traffic: by mail, from google.com, from another site, or by a link of
/// neither.
/// </summary>
public sealed class PlainDimensions(params (string Source, string Property)[] properties)
{
    /// <summary>The columns of a line, of a table or view.</summary>
    public const string Columns =
        "concat_ws('|', extract(epoch FROM bucket)::bigint, source, dimension, value, currency, events, page_views, revenue)";

    static readonly string[] _searches = ["Products Searched", "Search", "Site Search", "view_search_results", "Search Results Viewed"];
    static readonly string[] _searched = ["query", "search_term", "search_query"];
    static readonly string[] _missing = ["404", "Page Not Found", "page_not_found", "Not Found", "not_found"];

    public List<string> Lines(IEnumerable<AnalyticsEvent> events) =>
        [
            .. events
                .SelectMany(one => Counted(one).Select(part => (Event: one, Part: part)))
                .GroupBy(pair =>
                    (
                        Minute: pair.Event.OccurredAt!.Value.ToUnixTimeSeconds() / 60 * 60,
                        Source: Key(pair.Event.Source, KeyText.Source),
                        pair.Part.Dimension,
                        pair.Part.Value,
                        Currency: pair.Part.Amount is null || pair.Event.Revenue is null ? "" : Key(pair.Event.Currency, KeyText.Currency)
                    )
                )
                .Select(group =>
                {
                    var (minute, source, dimension, value, currency) = group.Key;
                    var pages = dimension == SessionsRow.Product ? 0 : group.Count(pair => IsPageView(pair.Event));
                    var amount = group.Sum(pair => pair.Part.Amount ?? 0).ToString("0.0000", CultureInfo.InvariantCulture);
                    return $"{minute}|{source}|{dimension}|{value}|{currency}|{group.Count()}|{pages}|{amount}";
                })
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Returns the key of a text: without control characters, and cut.</summary>
    public static string Key(string? text, int length = KeyText.Path)
    {
        var clean = string.Concat((text ?? "").Where(c => c != '\0').Select(c => c < ' ' ? ' ' : c));
        return clean.Length > length ? clean[..length] : clean;
    }

    IEnumerable<(string Dimension, string Value, decimal? Amount)> Counted(AnalyticsEvent one)
    {
        if (one.IsBot is true)
            return [(SessionsRow.Bot, Key(one.Browser), one.Revenue)];

        using var json = JsonDocument.Parse(one.Properties?.ToString() ?? "{}");
        string?[] origins = [one.ReferrerDomain, one.UtmSource, one.UtmMedium, one.UtmCampaign, one.UtmTerm, one.UtmContent];
        var isArrival = IsPageView(one) && origins.Any(origin => origin is not null);
        var isOrder = one is { Type: "track", Name: "Order Completed" };
        (string, string?)[] found =
        [
            ("page", IsPageView(one) ? one.PagePath ?? one.Name : null),
            ("not_found", Names(_missing, one) ? one.PagePath ?? "" : null),
            ("search", Names(_searches, one) ? _searched.Select(name => Text(json, name)).FirstOrDefault(text => text is not null) : null),
            ("referrer", isArrival ? one.ReferrerDomain : null),
            ("channel", isArrival ? Channel(one) : null),
            ("utm_source", isArrival ? one.UtmSource : null),
            ("utm_medium", isArrival ? one.UtmMedium : null),
            ("utm_campaign", isArrival ? one.UtmCampaign : null),
            ("utm_term", isArrival ? one.UtmTerm : null),
            ("utm_content", isArrival ? one.UtmContent : null),
            ("country", Key(one.Country, KeyText.Country)),
            ("region", one.Region ?? ""),
            ("device", Key(one.Device, KeyText.Device)),
            ("os", one.Os ?? ""),
            ("browser", one.Browser ?? ""),
            ("locale", one.Locale ?? ""),
            ("app_version", one.AppVersion ?? ""),
            ("screen", one.ScreenWidth is { } width ? Screen(width) : null),
            ("goal", isOrder ? "purchase" : null),
            .. properties.Select(pair => ($"property:{pair.Property}", one.Source == pair.Source ? Text(json, pair.Property) : null)),
        ];
        return
        [
            .. found
                .Where(part => part.Item2 is not null)
                .Select(part =>
                    (part.Item1, Key(part.Item1 == "search" ? part.Item2!.Trim(' ').ToLowerInvariant() : part.Item2), one.Revenue)
                ),
            .. isOrder ? Products(json, hasAmounts: one is { Revenue: not null, Currency: not null }) : [],
        ];
    }

    static List<(string, string, decimal?)> Products(JsonDocument json, bool hasAmounts) =>
        json.RootElement.TryGetProperty("products", out var lines)
            ?
            [
                .. lines
                    .EnumerateArray()
                    .Select(line =>
                        (
                            SessionsRow.Product,
                            Key(line.GetProperty("name").GetString()),
                            hasAmounts ? Number(line, "price") * Number(line, "quantity") : (decimal?)null
                        )
                    ),
            ]
            : [];

    static decimal Number(JsonElement line, string name) => line.GetProperty(name).GetDecimal();

    static string? Text(JsonDocument json, string name) =>
        !json.RootElement.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null ? null
        : value.ValueKind is JsonValueKind.String ? value.GetString()
        : value.GetRawText();

    static string Channel(AnalyticsEvent one) =>
        one is { UtmMedium: "email" } or { UtmSource: "newsletter" }
            ? "mail"
            : one.ReferrerDomain switch
            {
                null => "direct",
                "google.com" => "search",
                _ => "referral",
            };

    static string Screen(int width) =>
        width switch
        {
            < 576 => "mobile",
            < 992 => "tablet",
            < 1440 => "laptop",
            _ => "desktop",
        };

    static bool Names(string[] names, AnalyticsEvent one) => names.Contains(one.Name!, StringComparer.OrdinalIgnoreCase);

    static bool IsPageView(AnalyticsEvent one) => one.Type is "page" or "screen";
}

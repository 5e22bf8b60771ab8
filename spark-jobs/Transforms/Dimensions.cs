using Analytics.Contracts;

namespace Analytics.Transforms;

/// <summary>
/// The dimensions of <c>warehouse.dimension_counts_minute</c>. Those of attribution count arrivals: page views that say how the visitor
/// came. The others count every event, under the empty text where it has no value. Bots and products are apart: see
/// <see cref="DimensionParts"/>.
/// </summary>
static class Dimensions
{
    /// <summary>The column that holds the event's acquisition channel.</summary>
    public const string Channel = "acquisition";

    /// <summary>
    /// The column that holds the text with the properties; reading it costs as much as parsing the event again, so few events are read.
    /// </summary>
    public const string Json = "json";

    static readonly string[] _campaign = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"];

    // The names that the usual SDKs and plug-ins give to these events.
    const string IsNotFound = "lower(name) IN ('404', 'page not found', 'page_not_found', 'not found', 'not_found')";
    const string IsSearch = "lower(name) IN ('products searched', 'search', 'site search', 'view_search_results', 'search results viewed')";

    static readonly string[] _searched = ["query", "search_term", "search_query"];

    static readonly string _isArrival = $"{EventSql.IsPageView} AND coalesce(referrer_domain, {string.Join(", ", _campaign)}) IS NOT NULL";

    /// <summary>The columns of the event that the dimensions use.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        .. _campaign,
        "referrer_domain",
        "page_url",
        "page_path",
        "country",
        "region",
        "device",
        "os",
        "browser",
        "locale",
        "app_version",
        "screen_width",
    ];

    /// <summary>Returns each dimension's name and expression: the event's value, null for an event that it does not count.</summary>
    public static IReadOnlyList<(string Name, string Sql)> Of(Goals goals, PropertyDimensions properties, PropertyText text) =>
        [
            ("page", $"IF({EventSql.IsPageView}, {Key("coalesce(page_path, name)")}, NULL)"), // A screen without a path has its name.
            ("not_found", $"IF({IsNotFound}, {Key("page_path")}, NULL)"),
            ("search", $"IF({IsSearch}, {Term(text)}, NULL)"),
            ("referrer", $"IF({_isArrival} AND referrer_domain IS NOT NULL, {Key("referrer_domain")}, NULL)"),
            ("channel", $"IF({_isArrival}, {Channel}, NULL)"),
            .. _campaign.Select(name => (name, $"IF({_isArrival} AND {name} IS NOT NULL, {Key(name)}, NULL)")),
            ("country", KeyCharacters.Key("country", KeyText.Country)),
            ("region", Key("region")),
            ("device", KeyCharacters.Key("device", KeyText.Device)),
            ("os", Key("os")),
            ("browser", Key("browser")),
            ("locale", Key("locale")),
            ("app_version", Key("app_version")),
            ("screen", Screen("screen_width")),
            .. goals.All.Select(goal => ("goal", $"IF({Goals.Names(goal)}, '{goal.Name}', NULL)")),
            .. properties.All.Select(pair => ($"property:{pair.Property}", Property(text, pair.Source, pair.Property))),
        ];

    /// <summary>Returns the key of a dimension's value.</summary>
    public static string Key(string text) => KeyCharacters.Key(text, KeyText.Path);

    // In small letters, so that a word is one value however it is typed; null where the event does not say what was searched.
    static string Term(PropertyText text)
    {
        var found = string.Join(", ", _searched.Select(name => Member(name, $"{text.Path}.{name}")));
        return $"IF(coalesce({found}) IS NULL, NULL, {Key($"lower(trim(coalesce({found})))")})";
    }

    static string Screen(string width) =>
        $"CASE WHEN {width} < 576 THEN 'mobile' WHEN {width} < 992 THEN 'tablet' WHEN {width} < 1440 THEN 'laptop' "
        + $"WHEN {width} >= 1440 THEN 'desktop' END";

    static string Property(PropertyText text, string source, string name)
    {
        var value = Member(name, $"{text.Path}[\\'{name}\\']");
        return $"IF(source = '{source}' AND {value} IS NOT NULL, {Key(value)}, NULL)";
    }

    // Most events lack the member, which a search of the text shows at once. JSON spells each character of these names plain or as \uXXXX,
    // so a text with such an escape is parsed.
    static string Member(string name, string path) =>
        $"IF(contains({Json}, '\"{name}\"') OR contains({Json}, '\\\\u'), get_json_object({Json}, '{path}'), NULL)";
}

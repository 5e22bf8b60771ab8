using Analytics.Contracts;

namespace Analytics.Transforms;

/// <summary>Spark SQL expressions over the columns of an event, for the tables that are derived from events.</summary>
public static class EventSql
{
    /// <summary>
    /// The longest text of a derived table that is no key, in characters: a session has twenty, and a batch's sessions are in memory.
    /// </summary>
    const int LongestText = 500;

    /// <summary>Ids of persons and sessions are at most 128 characters, unless they came past the collector.</summary>
    const int LongestId = 500;

    public const string IsPageView = "type IN ('page', 'screen')";

    /// <summary>
    /// What PostHog's browser SDK sends by itself: it would make each visit one with an action. What it records of the visitor's own acts
    /// ($autocapture, $rageclick, $dead_click, $copy_autocapture, an answered survey) is not in the list.
    /// </summary>
    const string IsAutomatic = """
        (type = 'track' AND name IN ('$pageleave', '$bot_pageview', '$web_vitals', '$feature_flag_called', '$web_experiment_applied',
            '$set', '$opt_in', '$exception', '$snapshot', '$$heatmap', '$$client_ingestion_warning', '$conversations_loaded',
            '$conversations_widget_loaded', 'survey shown'))
        """;

    /// <summary>An event that is neither a page view nor a report of who the visitor is, nor sent by an SDK by itself.</summary>
    public const string IsAction = $"NOT ({IsPageView} OR type = 'identify' OR {IsAutomatic})";

    public const string IsBot = "coalesce(is_bot, false)";

    /// <summary>The order of the events of a session as a text: the time in 16 digits of microseconds, then the event's id.</summary>
    public static string Order { get; } = $"concat(lpad(CAST(unix_micros(occurred_at) AS STRING), 16, '0'), {Id("event_id")})";

    /// <summary>The columns that a session takes from its first event, beside its channel.</summary>
    public static IReadOnlyList<string> OfFirstEvent { get; } =
    [
        "referrer_domain",
        "utm_source",
        "utm_medium",
        "utm_campaign",
        "utm_term",
        "utm_content",
        "country",
        "region",
        "city",
        "device",
        "os",
        "browser",
        "locale",
        "app_version",
    ];

    /// <summary>The visitor: anonymous_id, else user_id; null without either.</summary>
    public static string Visitor { get; } = Id("coalesce(anonymous_id, user_id)");

    public static string Source { get; } = KeyCharacters.Key("source", KeyText.Source);

    /// <summary>The acquisition channel of an event whose columns have a prefix.</summary>
    public static string ChannelOf(string prefix) =>
        Channels.Sql($"{prefix}utm_source", $"{prefix}utm_medium", $"{prefix}referrer_domain", $"{prefix}page_url");

    /// <summary>The amounts, as an aggregate: an ARRAY of currency and revenue.</summary>
    public const string Amounts = "collect_list(IF(revenue IS NULL OR currency IS NULL, NULL, struct(currency, revenue)))";

    /// <summary>The sums of <see cref="Amounts"/> by currency: MAP of currency to DECIMAL(28,4), empty without revenue.</summary>
    public static string SumsOf(string amounts) =>
        $"""
            aggregate(
                {amounts},
                CAST(map() AS MAP<STRING, DECIMAL(28,4)>),
                (sums, row) -> map_concat(
                    map_filter(sums, (currency, amount) -> currency <> row.currency),
                    map(row.currency, CAST(coalesce(sums[row.currency], 0) + row.revenue AS DECIMAL(28,4)))))
            """;

    /// <summary>An id that PostgreSQL can index, null for null.</summary>
    public static string Id(string text) => $"IF({text} IS NULL, NULL, {KeyCharacters.Key(text, LongestId)})";

    /// <summary>A text that PostgreSQL can store, null for null.</summary>
    public static string Text(string column) => $"left({KeyCharacters.Clean(column)}, {LongestText})";
}

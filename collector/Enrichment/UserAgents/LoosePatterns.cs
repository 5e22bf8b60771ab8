using System.Collections.Frozen;

namespace Analytics.Collector.Enrichment.UserAgents;

/// <summary>
/// The patterns of crawler-user-agents that match people too. The list names what requests a page, for example the preview of an app; in
/// the events of a page the same name is the app's own browser, in which a person reads.
/// </summary>
static class LoosePatterns
{
    /// <summary>Patterns of which every match is a person: a build of Android, an app's browser, editors that show pages.</summary>
    public static FrozenSet<string> OfPeople { get; } =
        FrozenSet.ToFrozenSet([@"AP3A\.240617\.008", "MetaIAB Facebook", @"Code\/1\.", @"Trae\/", "Fluid"]);

    /// <summary>Patterns that are an app's name or a plain word: within a browser's user agent they mean the app, or a device.</summary>
    public static FrozenSet<string> OfApps { get; } =
        FrozenSet.ToFrozenSet([
            "Adventurer",
            @"Asana\/",
            "BazQux",
            "Blackboard",
            "Bloglines",
            @"Bluesky\/",
            "Butterfly",
            "Buttondown",
            "CapitalOneShopping",
            "Charlotte",
            @"Daum\/",
            "Determ",
            "Disqus",
            "DMBrowser",
            "ExodusMovement",
            "Expanse",
            "FastmailUA",
            "Feedly",
            "Feedspot",
            "Fever",
            @"Freespoke\/",
            "Friendica",
            "Goodreads",
            "GoPay",
            @"Grammarly\/",
            "Hatena",
            @"Hype Machine\/",
            @"IFTTT\/",
            "inoreader",
            @"Instapaper\/",
            @"Klaviyo\/",
            "Lemmy",
            "Magellan",
            "MailChimp",
            @"Make\/",
            "Mastodon",
            "Netvibes",
            "NewsBlur",
            @"NewsNow\/",
            "NextCloud",
            @"Notion\/",
            "Nuzzel",
            @"Operator\/",
            @"Overcast\/",
            @"PayPal\/",
            @"PocketCasts\/",
            "Podimo",
            @"RED\/",
            @"Retool\/",
            @"Scoop\.it\/",
            "Sogou",
            "Sonic",
            "speedy",
            "fluffy",
            "Splunk",
            @"Stripe\/",
            "Swisscows",
            "Synapse",
            "Termly",
            "Trove",
            @"Trustly\/",
            @"Tumblr\/",
            "Tweakers",
            "Twingly",
            @"upday\/",
            "Viber",
            "Webflow",
            "WhatsApp",
            @"WordPress\/",
            "Yeti",
            "Zapier",
        ]);

    /// <summary>True for a whole browser's user agent that does not declare a program.</summary>
    public static bool IsInBrowser(string userAgent) =>
        userAgent.StartsWith("Mozilla/5.0 (", StringComparison.Ordinal)
        && (userAgent.Contains("AppleWebKit/", StringComparison.Ordinal) || userAgent.Contains("Gecko/", StringComparison.Ordinal))
        && !IsDeclared(userAgent);

    /// <summary>True when a program declares itself: "compatible", or with its operator's page or mail address.</summary>
    public static bool IsDeclared(ReadOnlySpan<char> userAgent) =>
        userAgent.Contains("compatible", StringComparison.OrdinalIgnoreCase)
        || userAgent.Contains("://", StringComparison.Ordinal)
        || userAgent.Contains('@');
}

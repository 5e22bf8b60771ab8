namespace DashboardPreview.Tests.Seed;

/// <summary>One session of the seed, as both tables of sessions hold it.</summary>
/// <param name="IsClosed">True when its day is in <c>warehouse.sessions</c>, false when only the stream has seen it.</param>
sealed record SessionRow(
    string Source,
    string Id,
    string Visitor,
    DateTimeOffset StartedAt,
    double Seconds,
    int PageViews,
    int Actions,
    int Conversions,
    bool IsBot,
    string? Entry,
    string? Exit,
    string? Referrer,
    string? Channel,
    string? Campaign,
    string? Country,
    string? City,
    string? Device,
    string? Browser,
    string? Currency,
    decimal Revenue,
    bool IsClosed
)
{
    public string? Region => Country is null ? null : $"{Country}-1";

    public string? System =>
        Device switch
        {
            "mobile" => PageViews % 3 == 0 ? "iOS" : "Android",
            "desktop" => "Windows",
            _ => Device is null ? null : "iPadOS",
        };

    public string Locale => Country is "DE" or "FR" ? $"{Country.ToLowerInvariant()}-{Country}" : "en";

    public string? AppVersion =>
        Source != "ios" ? null
        : Seconds < 60 ? "3.1"
        : "3.0.2";

    public string? UtmSource =>
        Campaign is null ? null
        : Campaign == "autumn-sale" ? "google"
        : "shop";

    public string? UtmMedium =>
        Campaign is null ? null
        : Campaign == "autumn-sale" ? "cpc"
        : "mail";

    public string? UtmTerm => Campaign == "autumn-sale" ? $"red {Device}" : null;

    public string? UtmContent => Campaign == "newsletter-48" ? "banner" : null;

    public DateOnly Day => DateOnly.FromDateTime(StartedAt.UtcDateTime);

    public DateTimeOffset LastAt => StartedAt.AddMilliseconds(Math.Round(Seconds * 1000));

    public bool IsBounce => PageViews == 1 && Actions == 0 && Seconds < 10;

    /// <summary>The value of a dimension, as dashboards write it.</summary>
    public string Value(string dimension) =>
        dimension switch
        {
            "channel" => Channel ?? "unknown",
            "referrer" => Referrer ?? "(none)",
            "utm_source" => UtmSource ?? "(none)",
            "utm_medium" => UtmMedium ?? "(none)",
            "utm_campaign" => Campaign ?? "(none)",
            "utm_term" => UtmTerm ?? "(none)",
            "utm_content" => UtmContent ?? "(none)",
            "entry_page" => Entry ?? "(none)",
            "exit_page" => Exit ?? "(none)",
            "country" => Country ?? "unknown",
            "region" => Region ?? "unknown",
            "city" => City ?? "unknown",
            "device" => Device ?? "unknown",
            "os" => System ?? "unknown",
            "browser" => Browser ?? "unknown",
            "locale" => Locale,
            "app_version" => AppVersion ?? "(none)",
            _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, null),
        };
}

/// <summary>A row of <c>warehouse.dimension_counts_minute</c>.</summary>
sealed record DimensionRow(
    DateTimeOffset Minute,
    string Source,
    string Dimension,
    string Value,
    string Currency,
    long Events,
    long PageViews,
    decimal Revenue
);

/// <summary>The seed of the dashboards of sessions.</summary>
/// <param name="FirstSeen">The time of the first event of each visitor.</param>
/// <param name="Active">The time of the last event of those who were there in the last half hour.</param>
sealed record SessionRows(
    IReadOnlyList<SessionRow> Sessions,
    IReadOnlyDictionary<(string Source, string Visitor), DateTimeOffset> FirstSeen,
    IReadOnlyList<(string Source, string Visitor, DateTimeOffset LastAt)> Active,
    IReadOnlyList<DimensionRow> Dimensions
);

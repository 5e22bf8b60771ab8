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
    public DateOnly Day => DateOnly.FromDateTime(StartedAt.UtcDateTime);

    public DateTimeOffset LastAt => StartedAt.AddMilliseconds(Math.Round(Seconds * 1000));

    public bool IsBounce => PageViews == 1 && Actions == 0 && Seconds < 10;

    /// <summary>The value of a dimension, as dashboards write it.</summary>
    public string Value(string dimension) =>
        dimension switch
        {
            "channel" => Channel ?? "unknown",
            "referrer" => Referrer ?? "(none)",
            "utm_campaign" => Campaign ?? "(none)",
            "entry_page" => Entry ?? "(none)",
            "exit_page" => Exit ?? "(none)",
            "country" => Country ?? "unknown",
            "city" => City ?? "unknown",
            "device" => Device ?? "unknown",
            "browser" => Browser ?? "unknown",
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

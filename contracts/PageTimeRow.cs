namespace Analytics.Contracts;

/// <summary>The time that visitors stayed on a page, a row of <see cref="WarehouseFunctions.AddPageTimes"/>.</summary>
public sealed record PageTimeRow
{
    public required string Source { get; init; }

    /// <summary>The UTC day of the page views, <c>yyyy-MM-dd</c>.</summary>
    public required string Day { get; init; }

    public required string Path { get; init; }

    /// <summary>The page views that something of their session followed.</summary>
    public required long Views { get; init; }

    /// <summary>The time from these page views to the next one, or to the session's last event, in milliseconds.</summary>
    public required long Milliseconds { get; init; }
}

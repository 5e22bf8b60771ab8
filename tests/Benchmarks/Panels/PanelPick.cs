namespace Analytics.Benchmarks.Panels;

/// <summary>A range and a filter of the dashboards of sessions.</summary>
/// <param name="Hours">The length of the range, which ends today at 18:00 UTC.</param>
/// <param name="Value">The value of the filter; empty without one.</param>
/// <param name="MostMs">The limit of the 95th percentile.</param>
sealed record PanelPick(string Name, int Hours, string Dimension, string Value, double MostMs)
{
    public static IReadOnlyList<PanelPick> All { get; } =
    [
        new("24 h", 24, "channel", "", 50),
        new("24 h, channel direct", 24, "channel", "direct", 50),
        new("24 h, campaign-3", 24, "utm_campaign", "campaign-3", 50),
        new("7 d", 168, "channel", "", 300),
        new("90 d", 2160, "channel", "", 300),
        new("90 d, channel direct", 2160, "channel", "direct", 300),
        new("90 d, campaign-3", 2160, "utm_campaign", "campaign-3", 300),
    ];
}

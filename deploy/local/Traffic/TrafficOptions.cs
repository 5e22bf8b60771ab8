namespace Analytics.Local.Traffic;

/// <summary>What traffic to send.</summary>
/// <param name="Url">The collector.</param>
/// <param name="Key">Its write key.</param>
/// <param name="Rate">Events a second, kept whatever the answers take (open loop).</param>
public sealed record TrafficOptions(string Url, string Key, double Rate)
{
    /// <summary>How long; null: until it is canceled.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>Decides who comes and what they do.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Events in one request at most, 1 to 1000.</summary>
    public int BatchSize { get; init; } = 50;

    /// <summary>Requests under way at most: beyond them the collector is too slow for the rate, and sending falls behind it.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>For how long a request is sent again that got no answer or a 5xx, as SDKs do; not at all by default.</summary>
    public TimeSpan RetryFor { get; init; }

    /// <summary>A file that gets one JSON line per event: what was sent and what became of it. None by default.</summary>
    public string? Ledger { get; init; }
}

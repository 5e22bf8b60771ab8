namespace Analytics.Local.Traffic;

/// <summary>The options of the traffic.</summary>
/// <param name="Url">The collector.</param>
/// <param name="Key">The write key of the shop's site; of a server when it sends the past.</param>
/// <param name="Rate">Events a second, independent of the time that answers take (open loop).</param>
public sealed record TrafficOptions(string Url, string Key, double Rate)
{
    /// <summary>The write key of the shop's app; without one only the site has visitors.</summary>
    public string? AppKey { get; init; }

    /// <summary>The duration; null: until it is canceled.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>The number of visitors at once.</summary>
    public int Visitors { get; init; } = 400;

    /// <summary>The seed of the visitors and their actions.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The largest number of events in one request, 1 to 1000.</summary>
    public int BatchSize { get; init; } = 50;

    /// <summary>The largest number of requests in flight; at that number sending falls behind the rate.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>The time for which a request without an answer or with a 5xx is retried, as SDKs do; no retry by default.</summary>
    public TimeSpan RetryFor { get; init; }

    /// <summary>A file for one JSON line per event with its content and outcome; none by default.</summary>
    public string? Ledger { get; init; }
}

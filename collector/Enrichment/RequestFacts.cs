using Analytics.Collector.Enrichment.Geo;
using Analytics.Collector.Enrichment.UserAgents;
using Analytics.Collector.Keys;
using Analytics.Collector.Privacy;

namespace Analytics.Collector.Enrichment;

/// <summary>What the request says about each of its events.</summary>
/// <param name="ReceivedAt">When the collector had the whole request. UTC, milliseconds.</param>
/// <param name="Ip">The client's address, already cut.</param>
/// <param name="Country">From a trusted gateway's header; null when none said it.</param>
sealed record RequestFacts(string RequestId, DateTimeOffset ReceivedAt, WriteKey Key, string? UserAgent, string? Ip, string? Country)
{
    /// <summary>From the headers; null when there are none.</summary>
    public ClientHints? Hints { get; init; }

    /// <summary>What the headers ask for.</summary>
    public PrivacyWishes Wishes { get; init; }

    /// <summary>Where the database says that the client's address is.</summary>
    public Place? Place { get; init; }

    /// <summary>The write key as it was presented, UTF-8: wherever a client repeats it, it is not stored.</summary>
    public ReadOnlyMemory<byte> PresentedKey { get; init; }
}

using Analytics.Collector.Enrichment.Geo;
using Analytics.Collector.Enrichment.UserAgents;
using Analytics.Collector.Keys;
using Analytics.Collector.Privacy;

namespace Analytics.Collector.Enrichment;

/// <summary>The values of a request that apply to each of its events.</summary>
/// <param name="ReceivedAt">The time when the whole request had arrived, in UTC, in milliseconds.</param>
/// <param name="Ip">The client's IP address, cut.</param>
/// <param name="Country">The country from a trusted proxy's header; null when there is none.</param>
sealed record RequestFacts(string RequestId, DateTimeOffset ReceivedAt, WriteKey Key, string? UserAgent, string? Ip, string? Country)
{
    /// <summary>The client hints of the headers; null when there are none.</summary>
    public ClientHints? Hints { get; init; }

    /// <summary>The privacy wishes of the headers.</summary>
    public PrivacyWishes Wishes { get; init; }

    /// <summary>The place of the client's IP address in the geo database.</summary>
    public Place? Place { get; init; }

    /// <summary>The place of the rejected event that is sent again; null for an event of a client.</summary>
    public string? ReplayOf { get; init; }

    /// <summary>True for an event that was anonymized at its first receipt and is sent again.</summary>
    public bool WasAnonymized { get; init; }

    /// <summary>The user agents that this request's events have named and that no recent request has.</summary>
    public int UnknownUserAgents { get; set; }

    /// <summary>The write key as presented, in UTF-8, for masking it in the stored text.</summary>
    public ReadOnlyMemory<byte> PresentedKey { get; init; }
}

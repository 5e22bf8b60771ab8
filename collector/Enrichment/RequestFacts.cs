using Analytics.Collector.Keys;

namespace Analytics.Collector.Enrichment;

/// <summary>What the request says about each of its events.</summary>
/// <param name="ReceivedAt">When the collector had the whole request. UTC, milliseconds.</param>
/// <param name="Ip">The client's address, already cut.</param>
/// <param name="Country">From a trusted gateway's header; null when none said it.</param>
sealed record RequestFacts(string RequestId, DateTimeOffset ReceivedAt, WriteKey Key, string? UserAgent, string? Ip, string? Country);

using System.Text.Json;
using Analytics.Contracts;

namespace BatchJobs.Tests.Streaming;

/// <summary>A message of a Kafka topic.</summary>
public sealed record Message(string Topic, int Partition, long Offset, DateTimeOffset AppendedAt, string Value)
{
    /// <summary>The event, or null when the value is not one.</summary>
    public AnalyticsEvent? Event { get; init; }

    public RejectedEvent? Rejected { get; init; }

    public static Message Of(string topic, int partition, long offset, DateTimeOffset appendedAt, AnalyticsEvent e) =>
        new(topic, partition, offset, appendedAt, JsonSerializer.Serialize(e, ContractsJson.Default.AnalyticsEvent)) { Event = e };

    public static Message Of(string topic, long offset, DateTimeOffset appendedAt, RejectedEvent e) =>
        new(topic, 0, offset, appendedAt, JsonSerializer.Serialize(e, ContractsJson.Default.RejectedEvent)) { Rejected = e };
}

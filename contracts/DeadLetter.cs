namespace Analytics.Contracts;

/// <summary>
/// A single message that a query's sink refuses, put aside so that the query continues. An element of put_aside's letters.
/// </summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="TopicId">Kafka's id of the topic.</param>
/// <param name="Partition">The partition; together with the offset it locates the message in the topic.</param>
/// <param name="Reason">The sink's error message.</param>
/// <param name="Value">The message's bytes; null for a tombstone.</param>
public sealed record DeadLetter(string Topic, string TopicId, int Partition, long Offset, string Reason, byte[]? Value);

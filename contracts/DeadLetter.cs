namespace Analytics.Contracts;

/// <summary>A message that a query's sink refuses by itself, put aside so that the query goes on. An element of put_aside's letters.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="TopicId">Kafka's own id of the topic.</param>
/// <param name="Partition">With the offset, the message's place in the topic.</param>
/// <param name="Reason">What the sink said.</param>
/// <param name="Value">The message's bytes; null for a tombstone.</param>
public sealed record DeadLetter(string Topic, string TopicId, int Partition, long Offset, string Reason, byte[]? Value);

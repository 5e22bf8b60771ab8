namespace Analytics.SparkJobs.Sources;

/// <summary>The position in one partition: the next offset to read.</summary>
/// <param name="TopicId">Kafka's id of the topic that the offset belongs to.</param>
sealed record Position(string Topic, int Partition, string TopicId, long Next);

namespace Analytics.SparkJobs.Sources;

/// <summary>How far one partition has been taken in: the next offset to read.</summary>
/// <param name="TopicId">Kafka's id of the topic the offset belongs to.</param>
sealed record Position(string Topic, int Partition, string TopicId, long Next);

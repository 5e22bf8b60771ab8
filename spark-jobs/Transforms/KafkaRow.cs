namespace Analytics.Transforms;

/// <summary>The columns of Spark's Kafka source that every transform starts from.</summary>
public static class KafkaRow
{
    /// <summary>The message's bytes, null for a tombstone. BINARY.</summary>
    public const string Value = "value";

    /// <summary>The topic's name. STRING.</summary>
    public const string Topic = "topic";

    /// <summary>INT.</summary>
    public const string Partition = "partition";

    /// <summary>BIGINT.</summary>
    public const string Offset = "offset";

    /// <summary>When the broker appended it (topics are LogAppendTime). TIMESTAMP.</summary>
    public const string Timestamp = "timestamp";
}

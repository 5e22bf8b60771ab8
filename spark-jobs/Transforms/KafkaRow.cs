namespace Analytics.Transforms;

/// <summary>The columns of Spark's Kafka source, the input of every transform.</summary>
public static class KafkaRow
{
    /// <summary>The message's bytes, null for a tombstone. BINARY.</summary>
    public const string Value = "value";

    /// <summary>A Spark SQL expression for the message as text.</summary>
    public const string Text = $"CAST({Value} AS STRING)";

    /// <summary>The topic's name. STRING.</summary>
    public const string Topic = "topic";

    /// <summary>The partition's number. INT.</summary>
    public const string Partition = "partition";

    /// <summary>The message's offset in the partition. BIGINT.</summary>
    public const string Offset = "offset";

    /// <summary>The time at which the broker appended the message (topics are LogAppendTime). TIMESTAMP.</summary>
    public const string Timestamp = "timestamp";
}

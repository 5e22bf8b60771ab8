namespace Analytics.Local.Stack;

/// <summary>A connection of one part to another.</summary>
public enum Edge
{
    CollectorToKafka,
    SparkToKafka,

    /// <summary>The collector reads the write keys.</summary>
    CollectorToPostgres,
    SparkToPostgres,
}

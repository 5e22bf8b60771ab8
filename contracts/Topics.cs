namespace Analytics.Contracts;

/// <summary>The Kafka topics; the prefix is a setting so that test classes do not share topics.</summary>
public sealed record Topics(string Prefix = Topics.DefaultPrefix)
{
    public const string DefaultPrefix = "analytics";

    /// <summary>Canonical events. 3 partitions, LogAppendTime.</summary>
    public string Events => $"{Prefix}.events";

    /// <summary>Canonical events of the past, counted by a query of their own. 1 partition.</summary>
    public string Historical => $"{Prefix}.events.historical";

    /// <summary>Rejected events. 1 partition.</summary>
    public string Rejected => $"{Prefix}.rejected";

    /// <summary>
    /// Synthetic events that the Spark jobs read before they are ready, where <see cref="Events"/> is still empty; nothing counts them.
    /// 1 partition, kept for an hour.
    /// </summary>
    public string WarmUp => $"{Prefix}.warm-up";
}

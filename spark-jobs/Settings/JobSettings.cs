using Analytics.Contracts;
using Analytics.Transforms;

namespace Analytics.SparkJobs.Settings;

/// <summary>The settings of a run of the application. <see cref="JobOptions"/> names the source of each.</summary>
sealed record JobSettings
{
    /// <summary>The queries to run, of <see cref="QueryNames"/>.</summary>
    public required IReadOnlyList<string> Jobs { get; init; }

    /// <summary>Kafka's bootstrap servers.</summary>
    public required string Kafka { get; init; }

    /// <summary>The settings of a secured Kafka, from a <see cref="Hosting.KafkaClientFile"/>; empty for a plaintext one.</summary>
    public IReadOnlyDictionary<string, string> KafkaClient { get; init; } = new Dictionary<string, string>();

    /// <summary>The warehouse, as an Npgsql connection string of the role analytics_writer.</summary>
    public required string Warehouse { get; init; }

    /// <summary>The lake's root: a local folder or a Hadoop URI.</summary>
    public required string Lake { get; init; }

    public required Topics Topics { get; init; }

    /// <summary>The goals, whose events count as conversions.</summary>
    public Goals Goals { get; init; } = Goals.Embedded;

    /// <summary>The properties whose values are counted.</summary>
    public PropertyDimensions Properties { get; init; } = PropertyDimensions.None;

    /// <summary>The live query's trigger.</summary>
    public required TimeSpan Trigger { get; init; }

    /// <summary>The archive's trigger.</summary>
    public required TimeSpan LakeTrigger { get; init; }

    /// <summary>The trigger of the query of historical events.</summary>
    public TimeSpan HistoricalTrigger { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most Kafka offsets of one batch, which bounds batches while the query catches up.</summary>
    public required int MaxOffsetsPerTrigger { get; init; }

    /// <summary>The time for which Kafka may delay the answer to a fetch when it has no new messages.</summary>
    public TimeSpan FetchMaxWait { get; init; }

    /// <summary>The most batches that warm up the JVM before the application is ready; fewer when they are steady earlier.</summary>
    public required int WarmBatches { get; init; }

    /// <summary>True to continue although Kafka no longer has the offsets that the ledger names; the gap is logged.</summary>
    public required bool AcceptGap { get; init; }

    /// <summary>True when Spark writes its offset and commit logs asynchronously.</summary>
    public required bool AsyncProgress { get; init; }

    /// <summary>True when small batches are evaluated in the stream's thread, by a plan that is prepared once.</summary>
    public required bool Lean { get; init; }

    /// <summary>True when large batches are evaluated over all executors.</summary>
    public required bool Distributed { get; init; }

    /// <summary>The nice value of the threads that yield, such as the archive's; 0 leaves them as they are.</summary>
    public int BackgroundNice { get; init; }

    /// <summary>The address of the health and metrics endpoints.</summary>
    public required string Listen { get; init; }
}

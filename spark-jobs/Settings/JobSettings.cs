using Analytics.Contracts;

namespace Analytics.SparkJobs.Settings;

/// <summary>What a run of the application needs to know. Where each comes from: <see cref="JobCommand"/>.</summary>
sealed record JobSettings
{
    /// <summary>The queries to run, of <see cref="QueryNames"/>.</summary>
    public required IReadOnlyList<string> Jobs { get; init; }

    /// <summary>Kafka's bootstrap servers.</summary>
    public required string Kafka { get; init; }

    /// <summary>The warehouse, as an Npgsql connection string of the role analytics_writer.</summary>
    public required string Warehouse { get; init; }

    /// <summary>The lake's root: a local folder or a Hadoop URI.</summary>
    public required string Lake { get; init; }

    public required Topics Topics { get; init; }

    /// <summary>The live query's trigger.</summary>
    public required TimeSpan Trigger { get; init; }

    /// <summary>The archive's trigger.</summary>
    public required TimeSpan LakeTrigger { get; init; }

    /// <summary>The most Kafka offsets of one batch: bounds catching up.</summary>
    public required int MaxOffsetsPerTrigger { get; init; }

    /// <summary>How long Kafka may hold a fetch of nothing.</summary>
    public TimeSpan FetchWait { get; init; }

    /// <summary>Batches before the application says that it is ready.</summary>
    public required int WarmBatches { get; init; }

    /// <summary>Go on although Kafka no longer has what the ledger points at; the gap is logged.</summary>
    public required bool AcceptGap { get; init; }

    /// <summary>Write Spark's own offset and commit logs aside.</summary>
    public required bool AsyncProgress { get; init; }

    /// <summary>Evaluate the prepared plan in the stream's thread.</summary>
    public required bool Lean { get; init; }

    /// <summary>
    /// How far the archive and the JVM's optimizing compiler yield to other work of the machine: their threads' nice value.
    /// </summary>
    public int BackgroundNice { get; init; }

    /// <summary>Where health and metrics are served.</summary>
    public required string Listen { get; init; }
}

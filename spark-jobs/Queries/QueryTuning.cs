namespace Analytics.SparkJobs.Queries;

/// <summary>Settings that make a query faster without changing its results.</summary>
sealed record QueryTuning
{
    /// <summary>The query's pool in the FAIR scheduler, one of <c>Pools.xml</c>.</summary>
    public required string Pool { get; init; }

    /// <summary>The most offsets of one batch.</summary>
    public required int MaxOffsets { get; init; }

    /// <summary>
    /// The most offsets of the application's first batches, twice as many after quick ones, up to <see cref="MaxOffsets"/>. A batch
    /// that is too large for the heap would end the JVM at every start.
    /// </summary>
    public int FirstOffsets { get; init; } = int.MaxValue;

    /// <summary>Settings of Spark SQL for this query only.</summary>
    public IReadOnlyDictionary<string, string> SqlConf { get; init; } = new Dictionary<string, string>();

    /// <summary>Options of the stream's writer; the query runs without them on a Spark that refuses them.</summary>
    public IReadOnlyDictionary<string, string> WriterOptions { get; init; } = new Dictionary<string, string>();
}

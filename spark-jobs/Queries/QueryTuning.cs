namespace Analytics.SparkJobs.Queries;

/// <summary>What makes a query faster, and changes none of its results.</summary>
sealed record QueryTuning
{
    /// <summary>The query's pool in the FAIR scheduler, one of <c>Pools.xml</c>.</summary>
    public required string Pool { get; init; }

    /// <summary>The most offsets of one batch.</summary>
    public required int MaxOffsets { get; init; }

    /// <summary>Settings of Spark SQL for this query alone.</summary>
    public IReadOnlyDictionary<string, string> SqlConf { get; init; } = new Dictionary<string, string>();

    /// <summary>Options of the stream's writer that some Sparks refuse: the query then runs without.</summary>
    public IReadOnlyDictionary<string, string> WriterOptions { get; init; } = new Dictionary<string, string>();
}

using Analytics.SparkJobs.Sinks;

namespace Analytics.SparkJobs.Running;

/// <summary>What a query is: where it reads, how often, and how its sink is opened.</summary>
/// <param name="Name">One of <see cref="QueryNames"/>.</param>
/// <param name="Pool">Its pool in the FAIR scheduler.</param>
/// <param name="MaxOffsets">The most offsets of one batch.</param>
/// <param name="SqlConf">Settings of Spark SQL for this query alone.</param>
/// <param name="WriterOptions">Options of the stream's writer that make it faster and that some Sparks refuse: then it runs
/// without.</param>
/// <param name="OpenSink">Connects and makes sure that this is the only copy, or throws.</param>
sealed record QueryPlan(
    string Name,
    string Pool,
    IReadOnlyList<string> Topics,
    TimeSpan Trigger,
    int MaxOffsets,
    IReadOnlyDictionary<string, string> SqlConf,
    IReadOnlyDictionary<string, string> WriterOptions,
    Func<ISink> OpenSink
);

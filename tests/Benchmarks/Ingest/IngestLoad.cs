namespace Analytics.Benchmarks.Ingest;

/// <summary>One kind of traffic.</summary>
/// <param name="Name">The name on the command line and in the tables.</param>
/// <param name="Events">The number of events in a request.</param>
/// <param name="Gzip">True when bodies are compressed, as most SDKs compress batches.</param>
/// <param name="Connections">The number of open connections; each has at most one request under way.</param>
/// <param name="Goal">The collector's target in events a second, on two cores shared with Kafka and the generator.</param>
sealed record IngestLoad(string Name, int Events, bool Gzip, int Connections, int Goal)
{
    public static IReadOnlyList<IngestLoad> All { get; } =
    [new("batched", 100, false, 24, 60_000), new("batched-gzip", 100, true, 24, 60_000), new("single", 1, false, 128, 15_000)];

    /// <summary>The rate at which latency is measured, in requests a second: half of the goal.</summary>
    public double HalfOfGoal => Goal / 2.0 / Events;
}

namespace Analytics.Benchmarks.Ingest;

/// <summary>One kind of traffic.</summary>
/// <param name="Name">On the command line and in the tables.</param>
/// <param name="Events">Events in a request.</param>
/// <param name="Gzip">Whether bodies are compressed, as most SDKs do with batches.</param>
/// <param name="Connections">Kept open; each has one request under way at most.</param>
/// <param name="Goal">Events a second that the collector is to take on two cores that it shares with Kafka and the generator.</param>
sealed record IngestLoad(string Name, int Events, bool Gzip, int Connections, int Goal)
{
    public static IReadOnlyList<IngestLoad> All { get; } =
    [new("batched", 100, false, 24, 60_000), new("batched-gzip", 100, true, 24, 60_000), new("single", 1, false, 128, 15_000)];

    /// <summary>Where latency is measured: half of the goal, in requests a second.</summary>
    public double HalfOfGoal => Goal / 2.0 / Events;
}

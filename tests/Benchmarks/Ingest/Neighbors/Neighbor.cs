using Analytics.Local.Components;

namespace Analytics.Benchmarks.Ingest.Neighbors;

/// <summary>What another key sends while the latency of a quiet key is measured.</summary>
/// <param name="Name">The name in the tables.</param>
/// <param name="Key">The other key; null: no other key sends.</param>
sealed record Neighbor(string Name, string? Key)
{
    public static IReadOnlyList<Neighbor> All { get; } =
    [
        new("alone", null),
        new("beside a browser key, limited to 5,000 events/s", CollectorOptions.Key),
        new("beside a server key without a limit", CollectorOptions.ServerKey),
    ];
}

/// <summary>The figures of one window.</summary>
/// <param name="Quiet">The counts of the quiet key's generator.</param>
/// <param name="Noisy">Those of the other key's; null when it did not send.</param>
/// <param name="Cores">CPU seconds a second of each process.</param>
sealed record NeighborRun(Sending.SendResult Quiet, Sending.SendResult? Noisy, IReadOnlyDictionary<string, double> Cores);

/// <summary>All windows beside one neighbor.</summary>
sealed record NeighborResult(string Neighbor, List<NeighborRun> Runs);

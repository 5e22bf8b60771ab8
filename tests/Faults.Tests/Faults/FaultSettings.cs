namespace Faults.Tests.Faults;

/// <summary>The length and the rate of the run, from the environment; run.sh sets it from options.</summary>
/// <param name="Rounds">The rounds of each fault; FAULT_ROUNDS, 1 to 1000, default 1.</param>
/// <param name="Seconds">The least seconds of traffic in each round; FAULT_SECONDS, 5 to 3600, default 5, of a soak 900.</param>
/// <param name="Rate">Events a second; FAULT_RATE, 10 to 100000, default 1000.</param>
/// <param name="Seed">The seed of the order and the moments; FAULT_SEED, default random, always printed.</param>
/// <param name="Only">The id of a fault, or a part of its name; FAULT_ONLY, default every kill.</param>
public sealed record FaultSettings(int Rounds, int Seconds, int Rate, int Seed, string? Only)
{
    /// <param name="seconds">The seconds where FAULT_SECONDS is not set.</param>
    public static FaultSettings Read(int seconds = 5) =>
        new(
            Number("FAULT_ROUNDS", 1, 1, 1_000),
            Number("FAULT_SECONDS", seconds, 5, 3_600),
            Number("FAULT_RATE", 1_000, 10, 100_000),
            Number("FAULT_SEED", Random.Shared.Next(), 0, int.MaxValue),
            Environment.GetEnvironmentVariable("FAULT_ONLY")
        );

    /// <summary>Returns the faults to run.</summary>
    public Fault[] Faults =>
        Only is null ? [.. Fault.Kills]
        : ((Fault[])[.. Fault.Kills, .. Phases.All, .. Outages.All, .. FullDisks.All, .. Edges.All])
            .Where(fault => fault.Id == Only || fault.Name.Contains(Only, StringComparison.Ordinal))
            .ToArray()
            is { Length: > 0 } some
            ? some
        : throw new ArgumentException($"FAULT_ONLY: no fault has the id '{Only}' or a name with it.");

    static int Number(string name, int fallback, int least, int most)
    {
        if (Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text)
            return fallback;
        return int.TryParse(text, out var value) && value >= least && value <= most
            ? value
            : throw new ArgumentException($"{name} takes {least} to {most}, not '{text}'.");
    }
}

namespace Faults.Tests.Faults;

/// <summary>How long and how hard, from the environment; run.sh sets it from options.</summary>
/// <param name="Rounds">Of each fault; FAULT_ROUNDS, 1 to 1000, default 1.</param>
/// <param name="Seconds">Of traffic in each round at least; FAULT_SECONDS, 5 to 3600, default 10.</param>
/// <param name="Rate">Events a second; FAULT_RATE, 10 to 100000, default 1000.</param>
/// <param name="Seed">Decides the order and the moments; FAULT_SEED, default by chance, always printed.</param>
/// <param name="Only">Part of the names of the faults to try; FAULT_ONLY, default all.</param>
public sealed record FaultSettings(int Rounds, int Seconds, int Rate, int Seed, string Only)
{
    public static FaultSettings Read() =>
        new(
            Number("FAULT_ROUNDS", 1, 1, 1_000),
            Number("FAULT_SECONDS", 10, 5, 3_600),
            Number("FAULT_RATE", 1_000, 10, 100_000),
            Number("FAULT_SEED", Random.Shared.Next(), 0, int.MaxValue),
            Environment.GetEnvironmentVariable("FAULT_ONLY") ?? ""
        );

    /// <summary>The faults to try.</summary>
    public Fault[] Faults =>
        Fault.All.Where(fault => fault.Name.Contains(Only, StringComparison.Ordinal)).ToArray() is { Length: > 0 } some
            ? some
            : throw new ArgumentException($"FAULT_ONLY: no fault's name contains '{Only}'.");

    static int Number(string name, int fallback, int least, int most)
    {
        if (Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text)
            return fallback;
        return int.TryParse(text, out var value) && value >= least && value <= most
            ? value
            : throw new ArgumentException($"{name} takes {least} to {most}, not '{text}'.");
    }
}

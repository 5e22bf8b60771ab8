using System.Globalization;

namespace Collector.Tests.Abuse.Fuzz;

/// <summary>The mutations of a run: those of every test run, or those that fuzz.sh sets by variables.</summary>
/// <param name="Seed">The seed; the same seed and number make the same request on every machine.</param>
/// <param name="From">The number of the first mutation.</param>
sealed record FuzzRun(int Mutations, int Seed, int From)
{
    public static FuzzRun Asked { get; } = new(Number("MUTATIONS", 10_000), Number("SEED", 20260101), Number("FROM", 0));

    static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable($"ANALYTICS_FUZZ_{name}"), CultureInfo.InvariantCulture, out var given)
            ? given
            : otherwise;
}

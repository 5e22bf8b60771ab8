using System.Globalization;

namespace Collector.Tests.Abuse.Fuzz;

/// <summary>Which mutations: those of every test run, or those that fuzz.sh asks for by variables.</summary>
/// <param name="Seed">The same seed and number make the same request, on every machine.</param>
/// <param name="From">The number of the first.</param>
sealed record FuzzRun(int Mutations, int Seed, int From)
{
    public static FuzzRun Asked { get; } = new(Number("MUTATIONS", 10_000), Number("SEED", 20260101), Number("FROM", 0));

    static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable($"ANALYTICS_FUZZ_{name}"), CultureInfo.InvariantCulture, out var given)
            ? given
            : otherwise;
}

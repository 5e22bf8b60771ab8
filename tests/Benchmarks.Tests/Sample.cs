using Analytics.Benchmarks.Contenders;
using Analytics.Benchmarks.Measuring;
using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.Tests;

/// <summary>Sample reports for the tests.</summary>
static class Sample
{
    public static RunFigures Run(double age = 100) =>
        new(
            Seconds: 10,
            Accepted: 5000,
            Counted: 5000,
            Lake: null,
            Age: new Spread(age, age * 1.5, age * 2, age * 3),
            Sessions: new Spread(age * 10, age * 11, age * 12, age * 13),
            OldestAtCommit: new Spread(age * 2, age * 3, age * 4, age * 5),
            CommitsPerSecond: 10,
            Batch: new Spread(20, 30, 40, 50),
            Phases: new Dictionary<string, double> { ["addBatch"] = 15 },
            Cores: new Dictionary<string, double> { ["spark (JVM)"] = 0.5 },
            MemoryBytes: new Dictionary<string, long> { ["spark (JVM)"] = 1024 * 1024 },
            Spooled: 50,
            MachineCores: 1,
            HashRate: 1000,
            new Totals(5000, 5000, 0, 0, 5000, 0, null),
            Wrong: null
        );

    public static ContenderResult Result(string name, string? before, params RunFigures[] runs) =>
        new(new Contender(name, $"what {name} is", []) { Before = before }) { Runs = [.. runs] };

    public static Report Report(params ContenderResult[] contenders) =>
        new(
            new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero),
            new Machine("a processor", 2, 8, "Linux", []),
            new Load(500, Visitors: 400, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60), Runs: 1, WarmBatches: 200, Partitions: 3),
            contenders
        );
}

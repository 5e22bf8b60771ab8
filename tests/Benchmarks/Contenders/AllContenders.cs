using Analytics.Contracts;
using Analytics.Local.Postgres;

namespace Analytics.Benchmarks.Contenders;

/// <summary>The list of all contenders.</summary>
static class AllContenders
{
    const string Spark = "spark";
    const string Counts = $"{QueryNames.LiveMetrics},{QueryNames.RejectedCounts}";
    const string NoLake = $"{Counts},{QueryNames.Sessions},{QueryNames.HistoricalMetrics}";

    static readonly string[] _lean = ["--fetch-max-wait", "0s", "--async-progress", "true", "--lean", "true"];

    static readonly Contender[] _lakes =
    [
        new("default", "every job in one application, with the defaults", [new(Spark, "all")]),
        new("sessions-off", "without sessions and dimensions", [new(Spark, $"{Counts},{QueryNames.LakeArchive}")]),
        new("lake-off", "without the lake archive", [new(Spark, NoLake)]) { HasLake = false },
        new(
            "lake-apart",
            "the lake archive in an application of its own, under nice -n 10",
            [new(Spark, NoLake), new("lake", QueryNames.LakeArchive) { Prefix = ["nice", "-n", "10"] }]
        ),
    ];

    static readonly Contender[] _steps =
    [
        Step(
            "ordinary",
            null,
            "Spark's ordinary micro-batch, 100 ms",
            "--fetch-max-wait",
            "500ms",
            "--async-progress",
            "false",
            "--lean",
            "false",
            "--trigger",
            "100ms"
        ),
        Step(
            "no-fetch-wait",
            "ordinary",
            "kafka.fetch.max.wait.ms=0",
            "--fetch-max-wait",
            "0s",
            "--async-progress",
            "false",
            "--lean",
            "false",
            "--trigger",
            "100ms"
        ),
        Step(
            "async",
            "no-fetch-wait",
            "asynchronous progress tracking",
            "--fetch-max-wait",
            "0s",
            "--async-progress",
            "true",
            "--lean",
            "false",
            "--trigger",
            "100ms"
        ),
        Step(
            "lean",
            "async",
            "the prepared stage evaluated in the stream's thread",
            [.. _lean, "--background-nice", "0", "--trigger", "100ms"]
        ),
        Step(
            "yielding",
            "lean",
            "the archive, sessions and the JVM's optimizing compiler at nice 10",
            [.. _lean, "--background-nice", "10", "--trigger", "100ms"]
        ),
        Step("yielding-50ms", "yielding", "a trigger of 50 ms", [.. _lean, "--background-nice", "10", "--trigger", "50ms"]),
    ];

    static readonly Contender[] _others =
    [
        new(
            "stock",
            "the usual recipe: Spark state, 200 partitions, Spark's JDBC writer and an upsert",
            [new(Spark, "Benchmarks.Stock") { IsProgram = true, Role = Role.Owner }]
        )
        {
            HasLake = false,
            IsStock = true,
            WarmTimes = 2,
        },
    ];

    static readonly Contender[] _all = [_lakes[0], .. _others, .. _lakes[1..], .. _steps];

    /// <summary>The contenders in the order of the table.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _all.Select(contender => contender.Name)];

    /// <summary>Returns the contenders with the names, in the order of the names.</summary>
    public static IReadOnlyList<Contender> Of(IEnumerable<string> names) =>
        [.. names.Distinct().Select(name => _all.Single(one => one.Name == name))];

    /// <summary>Returns the default contender once for each rate.</summary>
    public static IReadOnlyList<Contender> AtRates(IEnumerable<double> rates) =>
        [.. rates.Select(rate => _lakes[0] with { Name = $"{rate:N0}/s", What = $"{rate:N0} events/s", Rate = rate })];

    static Contender Step(string name, string? before, string what, params string[] options) =>
        new(name, what, [new(Spark, "all") { Options = options }]) { Before = before };
}

using System.Diagnostics;
using Analytics.Local.Components;
using Analytics.Local.Processes;
using Analytics.Local.Stack;
using Analytics.Testing;
using Analytics.Testing.Ledger;
using Faults.Tests.Faults;

namespace Faults.Tests;

/// <summary>Kills every part under load, in random order; every acknowledged event is counted once, in warehouse and lake.</summary>
public sealed class FaultsTests(ITestOutputHelper output)
{
    // The start of the stack, with this short warm-up, on a machine that reaches the targets of docs/faults.md.
    static readonly TimeSpan _usualStart = TimeSpan.FromSeconds(15);

    [Fact]
    [Trait("Runs", "Alone")]
    [Trait("Fault", "F1")]
    [Trait("Fault", "F3")]
    [Trait("Fault", "F5")]
    [Trait("Fault", "F6")]
    [Trait("Fault", "F7")]
    [Trait("Fault", "F8")]
    [Trait("Fault", "F9")]
    [Trait("Fault", "F10")]
    [Trait("Fault", "F12")]
    [Trait("Fault", "F19")]
    public async Task Every_event_counts_once_whatever_is_killed()
    {
        var settings = FaultSettings.Read();
        Say($"seed {settings.Seed}");
        var random = new Random(settings.Seed);
        using var folder = new TestFolder();
        var run = Path.Combine(folder.Path, "run");
        using var disks = FullDisks.Mount(run, settings.Faults);
        using var edges = new Edges();
        var starting = Stopwatch.StartNew();
        await using var stack = await LocalStack.StartAsync(
            new LocalStackOptions(run)
            {
                Collector = WrongClock.Settings(run, settings.Faults),
                Parts = Parts.Collector | Parts.SparkJobs,
                // The warm-up is short, the archive quick and the compiler the fast one, since the test checks what arrives and not how
                // fast.
                Kafka = FastCompiler.Java,
                Spark = FastCompiler.Driver,
                Postgres = disks.PostgresSettings,
                Through = edges.Through(settings.Faults),
                Job = ["--warm-batches", "5", "--lake-trigger", "2s"],
            },
            cancellation: TestContext.Current.CancellationToken
        );
        // Machines differ: the start, most of which is a JVM's, shows how slow this one is now.
        var slowness = Math.Clamp(starting.Elapsed / _usualStart, 1, 4);
        Say($"the stack started within {starting.Elapsed.TotalSeconds:0.0} s: limits are {slowness:0.0} times the usual");
        using var audit = new Audit(stack);

        var descriptors = new Descriptors(stack);
        var results = new List<RoundResult>();
        await using (stack.Supervise(new Lines(Say)))
        {
            foreach (var fault in Enumerable.Range(0, settings.Rounds).SelectMany(_ => Shuffled(settings.Faults, random)))
            {
                var round = new FaultRound(
                    stack,
                    audit,
                    settings,
                    slowness,
                    random,
                    Path.Combine(folder.Path, $"sent-{results.Count}.jsonl")
                );
                results.Add(await round.RunAsync(fault));
                if (fault.Id == Edges.Id)
                    descriptors.Sample();
                Say(
                    string.Join(
                        '\n',
                        [$"{fault.Name}: counted again after {results[^1].Recovery.TotalSeconds:0.0} s", .. results[^1].Breaches]
                    )
                );
            }
        }

        var table = FaultTable.Of(settings, results);
        Say(table);
        await PublishAsync(table);
        descriptors.AreClosed();
        // The same ids were sent again, as by clients: the collector must recognize them, whichever part was killed.
        Assert.All(results, result => Assert.Equal((result.Fault.Name, 0), (result.Fault.Name, LedgerCheck.Repeats(result.History))));
        Assert.True(
            results.TrueForAll(result => result.Breaches.Count == 0),
            string.Join('\n', results.SelectMany(result => result.Breaches.Select(breach => $"{result.Fault.Name}: {breach}")))
        );
    }

    static Fault[] Shuffled(Fault[] faults, Random random)
    {
        random.Shuffle(faults);
        return faults;
    }

    // The result is printed at once, so that the progress of a long run is visible.
    void Say(string line)
    {
        output.WriteLine(line);
        Console.WriteLine(line);
    }

    static async Task PublishAsync(string table)
    {
        var results = Directory.CreateDirectory(Path.Combine(Repository.Root, ".artifacts", "test-results"));
        await File.WriteAllTextAsync(Path.Combine(results.FullName, "faults.md"), table);
    }

    sealed class Lines(Action<string> say) : IProgress<string>
    {
        public void Report(string value) => say(value);
    }
}

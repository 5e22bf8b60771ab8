using System.Diagnostics;
using Analytics.Local.Components;
using Analytics.Local.Stack;
using Analytics.Local.Traffic;
using Analytics.Testing;
using Analytics.Testing.Ledger;
using Analytics.Testing.Waiting;
using Faults.Tests.Faults;

namespace Faults.Tests;

/// <summary>
/// Hours of traffic without a fault: no process takes more memory or descriptors with time, the live query keeps up, and every event counts
/// once. FAULT_SECONDS is the length, 900 by default; FAULT_RATE the rate.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    // The target is 1 MB a minute: three times that on a shared machine.
    const double MegabytesPerMinute = 3;
    const int DescriptorsMore = 5;
    const int BatchesBehind = 2;

    // A sample of the JVM collects its garbage.
    static readonly TimeSpan _period = TimeSpan.FromSeconds(15);

    // Until then caches fill and code is compiled. A run of less than twice that shows what its second half gives,
    // and asserts only that nothing is lost.
    static readonly TimeSpan _warm = TimeSpan.FromMinutes(5);

    [Fact(Explicit = true)]
    [Trait("Fault", "F21")]
    public async Task Nothing_grows_and_nothing_falls_behind()
    {
        var settings = FaultSettings.Read(seconds: 900);
        using var folder = new TestFolder();
        await using var stack = await LocalStack.StartAsync(
            new LocalStackOptions(Path.Combine(folder.Path, "run"))
            {
                Parts = Parts.Collector | Parts.SparkJobs,
                // The memory for ids fills until it is full, which here is before the first sample.
                Collector = new Dictionary<string, string> { ["Duplicates__Events"] = $"{_warm.TotalSeconds / 3 * settings.Rate:0}" },
            },
            cancellation: TestContext.Current.CancellationToken
        );
        using var audit = new Audit(stack);
        var book = Path.Combine(folder.Path, "sent.jsonl");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var source = new TrafficSource(
            new TrafficOptions(stack.Collector.Url, CollectorOptions.Key, settings.Rate) { Ledger = book, Seed = settings.Seed },
            TimeProvider.System
        );
        var traffic = source.RunAsync(over.Token);
        var soak = new Soak(stack, audit.Warehouse);
        try
        {
            await SampleAsync(soak, TimeSpan.FromSeconds(settings.Seconds));
        }
        finally
        {
            await over.CancelAsync();
            await traffic;
        }

        var history = await audit.ReadAsync([.. SentEvent.Read(book)]);
        var breaches = LedgerCheck.Breaches(history);
        var lost = breaches.Where(breach => breach.Law == LedgerCheck.Lost).Sum(breach => breach.Cases.Count);
        foreach (var process in soak.Processes)
            Say($"{process.Name}: {process.Slope:+0.00;-0.00} MB a minute, {process.Grown:+0;-0} descriptors");
        Say($"the live query is {soak.BatchesBehind:0.0} batches behind (median)");
        Say($"| F21 soak of {settings.Seconds} s at {settings.Rate} events/s | sent {history.Sent.Count} | lost {lost} |");

        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
        if (settings.Seconds < 2 * _warm.TotalSeconds)
            return;

        Assert.All(soak.Processes, process =>
            Assert.True(process.Slope <= MegabytesPerMinute, $"{process.Name}: {process.Slope} MB a minute")
        );
        Assert.All(soak.Processes, process =>
            Assert.True(process.Grown <= DescriptorsMore, $"{process.Name}: {process.Grown} descriptors")
        );
        Assert.InRange(soak.BatchesBehind, 0, BatchesBehind);
    }

    static async Task SampleAsync(Soak soak, TimeSpan length)
    {
        var warm = length < 2 * _warm ? length / 2 : _warm;
        var watch = Stopwatch.StartNew();
        await Poll.UntilAsync(
            async () =>
            {
                if (watch.Elapsed >= warm)
                    await soak.SampleAsync(watch.Elapsed);
                return watch.Elapsed;
            },
            elapsed => elapsed >= length,
            elapsed => $"{elapsed} of {length}",
            length + Poll.Deadline,
            _period
        );
    }

    void Say(string line)
    {
        output.WriteLine(line);
        Console.WriteLine(line);
    }
}

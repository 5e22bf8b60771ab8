using Analytics.Local;
using Analytics.Local.Testing;
using Analytics.Local.Traffic;
using EndToEnd.Tests;
using Faults.Tests.Ledger;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(WholeStack))]
// One stack, and tests that stop and start its parts.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace EndToEnd.Tests;

/// <summary>The one whole stack of this assembly: started when it is first asked for, and at the end nothing of it may be left.</summary>
public sealed class WholeStack : IAsyncDisposable
{
    readonly TestFolder folder = new();
    readonly ProcessTree processes = new();
    readonly Lazy<Task<LocalStack>> stack;
    Audit? audit;
    int books;

    public WholeStack() => stack = new(StartAsync);

    public string Folder => folder.Path;

    /// <summary>The stack, its jobs running.</summary>
    public async Task<LocalStack> RunningAsync()
    {
        var running = await stack.Value;
        if (running.SparkJobs.Pid is null)
            await running.SparkJobs.StartAsync(TestContext.Current.CancellationToken);
        processes.Look();
        return running;
    }

    /// <summary>Sends traffic, and meanwhile does what the test is about.</summary>
    /// <returns>What was sent, by the generator's book.</returns>
    public async Task<IReadOnlyList<SentEvent>> SendAsync(int rate, TimeSpan time, Func<Task>? meanwhile = null)
    {
        var running = await stack.Value;
        var book = Path.Combine(Folder, $"sent-{++books}.jsonl");
        using var source = new TrafficSource(new TrafficOptions(running.Collector.Url, CollectorOptions.Key, rate) { For = time, Seed = books, Ledger = book }, TimeProvider.System);
        await Task.WhenAll(source.RunAsync(TestContext.Current.CancellationToken), meanwhile?.Invoke() ?? Task.CompletedTask);
        processes.Look();
        Assert.Equal(source.Counts.Sent, source.Counts.Accepted + source.Counts.Rejected);
        Assert.Equal(source.Counts.Broken, source.Counts.Rejected);
        return [.. SentEvent.Read(book)];
    }

    /// <summary>Waits until everything has come to rest, and holds every book to the others.</summary>
    public async Task<History> BalancedAsync(IReadOnlyList<SentEvent> sent)
    {
        audit ??= new Audit(await stack.Value);
        return Held(await audit.ReadAsync(sent));
    }

    /// <summary>The same for clients that keep no book: what they sent is what came, and the books must agree on it.</summary>
    public async Task<History> RestedAsync()
    {
        audit ??= new Audit(await stack.Value);
        var history = await audit.ReadAsync([]);
        return Held(history with { Sent = [.. history.Lake.Select(row => new SentEvent(row.Id, Outcome.Acked, row.Facts))] });
    }

    /// <exception cref="InvalidOperationException">A process was left.</exception>
    public async ValueTask DisposeAsync()
    {
        audit?.Dispose();
        if (stack.IsValueCreated)
        {
            processes.Look();
            await (await stack.Value).DisposeAsync();
        }

        await processes.GoneAsync();
        folder.Dispose();
    }

    static History Held(History history)
    {
        var breaches = LedgerCheck.Breaches(history);
        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
        return history;
    }

    // Few warm-up batches and a quick archive: what is tried here is what arrives, not how fast.
    Task<LocalStack> StartAsync() => LocalStack.StartAsync(new LocalStackOptions(Path.Combine(Folder, "run"))
    {
        Job = ["--warm-batches", "5", "--lake-trigger", "2000"],
    });
}

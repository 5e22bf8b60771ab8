using Analytics.Local.Traffic;
using Analytics.Testing;
using Analytics.Testing.Ledger;
using EndToEnd.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(WholeStack))]
// One stack, and tests that stop and start its parts.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace EndToEnd.Tests;

/// <summary>The one whole stack of this assembly: started when it is first asked for, and at the end nothing of it may be left.</summary>
public sealed class WholeStack : IAsyncDisposable
{
    readonly TestFolder _folder = new();
    readonly SeenProcesses _processes = new();
    readonly Lazy<Task<LocalStack>> _stack;
    Audit? _audit;
    int _books;

    public WholeStack() => _stack = new(StartAsync);

    public string Folder => _folder.Path;

    /// <summary>The stack, its jobs running.</summary>
    public async Task<LocalStack> RunningAsync()
    {
        var running = await _stack.Value;
        if (running.SparkJobs.Pid is null)
            await running.SparkJobs.StartAsync(TestContext.Current.CancellationToken);
        _processes.Look();
        return running;
    }

    /// <summary>Sends traffic, and meanwhile does what the test is about.</summary>
    /// <returns>What was sent, by the generator's book.</returns>
    public async Task<IReadOnlyList<SentEvent>> SendAsync(int rate, TimeSpan time, Func<Task>? meanwhile = null)
    {
        var running = await _stack.Value;
        var book = Path.Combine(Folder, $"sent-{++_books}.jsonl");
        using var source = new TrafficSource(
            new TrafficOptions(running.Collector.Url, CollectorOptions.Key, rate)
            {
                For = time,
                Seed = _books,
                Ledger = book,
            },
            TimeProvider.System
        );
        await Task.WhenAll(source.RunAsync(TestContext.Current.CancellationToken), meanwhile?.Invoke() ?? Task.CompletedTask);
        _processes.Look();
        Assert.Equal(source.Counts.Sent, source.Counts.Accepted + source.Counts.Rejected);
        Assert.Equal(source.Counts.Broken, source.Counts.Rejected);
        return [.. SentEvent.Read(book)];
    }

    /// <summary>Waits until everything has come to rest, and holds every book to the others.</summary>
    public async Task<History> BalancedAsync(IReadOnlyList<SentEvent> sent)
    {
        _audit ??= new Audit(await _stack.Value);
        return Held(await _audit.ReadAsync(sent));
    }

    /// <summary>The same for clients that keep no book: what they sent is what came, and the books must agree on it.</summary>
    public async Task<History> RestedAsync()
    {
        _audit ??= new Audit(await _stack.Value);
        var history = await _audit.ReadAsync([]);
        return Held(history with { Sent = [.. history.Lake.Select(row => new SentEvent(row.Id, Outcome.Acked, row.Facts))] });
    }

    /// <exception cref="InvalidOperationException">A process was left.</exception>
    public async ValueTask DisposeAsync()
    {
        _audit?.Dispose();
        if (_stack.IsValueCreated)
        {
            _processes.Look();
            await (await _stack.Value).DisposeAsync();
        }

        await _processes.GoneAsync();
        _folder.Dispose();
    }

    static History Held(History history)
    {
        var breaches = LedgerCheck.Breaches(history);
        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
        return history;
    }

    // Few warm-up batches and a quick archive: what is tried here is what arrives, not how fast.
    Task<LocalStack> StartAsync() =>
        LocalStack.StartAsync(
            new LocalStackOptions(Path.Combine(Folder, "run")) { Job = ["--warm-batches", "5", "--lake-trigger", "2000"] }
        );
}

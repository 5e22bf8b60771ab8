using Analytics.Local.Components;
using Analytics.Local.Stack;
using Analytics.Local.Traffic;
using Analytics.Testing;
using Analytics.Testing.Ledger;
using EndToEnd.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(WholeStack))]
// The tests share one stack and stop and start its parts.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: TestCollectionOrderer(typeof(SharedStackBetween))]

namespace EndToEnd.Tests;

/// <summary>The whole stack of this assembly: it starts on first use, and no process of it may be left at the end.</summary>
public sealed class WholeStack : IAsyncDisposable
{
    readonly TestFolder _folder = new();
    readonly SeenProcesses _processes = new();
    readonly Lazy<Task<LocalStack>> _stack;
    Audit? _audit;
    int _books;

    public WholeStack() => _stack = new(StartAsync);

    public string Folder => _folder.Path;

    /// <summary>Returns the stack with its jobs running.</summary>
    public async Task<LocalStack> RunningAsync()
    {
        var running = await _stack.Value;
        if (running.SparkJobs.Pid is null)
            await running.SparkJobs.StartAsync(TestContext.Current.CancellationToken);
        _processes.Look();
        return running;
    }

    /// <summary>Sends traffic and runs the test's action meanwhile.</summary>
    /// <returns>The generator's book of sent events.</returns>
    public async Task<IReadOnlyList<SentEvent>> SendAsync(int rate, TimeSpan time, Func<Task>? meanwhile = null)
    {
        var running = await _stack.Value;
        var book = Path.Combine(Folder, $"sent-{++_books}.jsonl");
        using var source = new TrafficSource(
            new TrafficOptions(running.Collector.Url, CollectorOptions.Key, rate)
            {
                For = time,
                // Few enough that some of them buy in a short time.
                Visitors = 100,
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

    /// <summary>Waits until the stack has drained, and compares all books.</summary>
    public async Task<History> BalancedAsync(IReadOnlyList<SentEvent> sent)
    {
        _audit ??= new Audit(await _stack.Value);
        return Held(await _audit.ReadAsync(sent));
    }

    /// <summary>Does the same for clients without a book: the lake's events count as sent, and all books must agree on them.</summary>
    public async Task<History> RestedAsync()
    {
        _audit ??= new Audit(await _stack.Value);
        var history = await _audit.ReadAsync([]);
        return Held(history with { Sent = [.. history.Lake.Select(row => new SentEvent(row.Id, Outcome.Acked, row.Facts))] });
    }

    /// <summary>Does the same with every event since the stack's start, after its stores were replaced.</summary>
    public Task<History> RestedAnewAsync()
    {
        _audit?.Dispose();
        _audit = null;
        return RestedAsync();
    }

    /// <exception cref="InvalidOperationException">A process is left.</exception>
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

    // The warm-up is short, the archive quick and the compiler the fast one, since the tests check what arrives and not how fast.
    Task<LocalStack> StartAsync() =>
        LocalStack.StartAsync(
            new LocalStackOptions(Path.Combine(Folder, "run"))
            {
                Kafka = FastCompiler.Java,
                Spark = FastCompiler.Driver,
                Job = ["--warm-batches", "5", "--lake-trigger", "2s"],
            }
        );
}

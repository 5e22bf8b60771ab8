using System.Diagnostics;
using Analytics.Local.Components;
using Analytics.Local.Stack;
using Analytics.Local.Traffic;
using Analytics.Testing.Ledger;
using Analytics.Testing.Waiting;
using Npgsql;

namespace Faults.Tests.Faults;

/// <summary>The result of one round.</summary>
/// <param name="Recovery">The time from the end of the fault until an event sent after it was counted.</param>
public sealed record RoundResult(Fault Fault, History History, IReadOnlyList<Breach> Breaches, TimeSpan Recovery);

/// <summary>One fault under load: traffic, the fault at a random moment, recovery, drain, comparison of the books.</summary>
/// <param name="slowness">The factor by which this machine is slower than the one of the targets, at least 1.</param>
/// <param name="book">The file of sent events.</param>
public sealed class FaultRound(LocalStack stack, Audit audit, FaultSettings settings, double slowness, Random random, string book)
{
    // The retry time is longer than any outage, so that every request is answered in the end; a retry must not count twice.
    static readonly TimeSpan _retry = TimeSpan.FromMinutes(1);
    static readonly TimeSpan _farAhead = TimeSpan.FromMinutes(30);

    public async Task<RoundResult> RunAsync(Fault fault)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var source = new TrafficSource(
            new TrafficOptions(stack.Collector.Url, CollectorOptions.Key, settings.Rate)
            {
                Ledger = book,
                Seed = random.Next(),
                RetryFor = _retry,
            },
            TimeProvider.System
        );
        var flowing = Stopwatch.StartNew();
        var traffic = source.RunAsync(over.Token);

        TimeSpan recovery;
        try
        {
            await ElapsedAsync(flowing, TimeSpan.FromSeconds(settings.Seconds * (0.1 + (0.4 * random.NextDouble()))));
            await fault.InjectAsync(stack);
            var since = Stopwatch.StartNew();
            await CountedSinceAsync(TimeProvider.System.GetUtcNow().UtcDateTime, fault);
            recovery = since.Elapsed;
            await ElapsedAsync(flowing, TimeSpan.FromSeconds(settings.Seconds));
        }
        finally
        {
            await over.CancelAsync();
            await traffic;
        }

        var history = await audit.ReadAsync([.. SentEvent.Read(book)], fault.ClockError);
        return new(fault, history, LedgerCheck.Breaches(history), recovery);
    }

    // A time far ahead was given by a clock that is an hour ahead.
    Task<DateTime?> CountedSinceAsync(DateTime moment, Fault fault) =>
        Poll.UntilAsync(
            NewestAsync,
            newest => newest > moment && newest < moment + _farAhead,
            newest => $"after the {fault.Name} at {moment:T} nothing was counted that came later; the newest is of {newest:T}",
            3 * slowness * fault.Recovery,
            TimeSpan.FromMilliseconds(100)
        );

    async Task<DateTime?> NewestAsync()
    {
        try
        {
            return await audit.Warehouse.NewestAsync();
        }
        catch (NpgsqlException)
        {
            // The fault hit the database.
            return null;
        }
    }

    static Task<TimeSpan> ElapsedAsync(Stopwatch watch, TimeSpan time) =>
        Poll.UntilAsync(
            () => Task.FromResult(watch.Elapsed),
            elapsed => elapsed >= time,
            elapsed => $"{elapsed} of {time}",
            time + Poll.Deadline
        );
}

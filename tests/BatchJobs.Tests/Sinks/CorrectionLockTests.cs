using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Sinks;
using Analytics.Hosting;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Postgres;
using Analytics.Testing.Waiting;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace BatchJobs.Tests.Sinks;

public sealed class CorrectionLockTests(TestEnvironment environment) : IAsyncLifetime
{
    static readonly TimeSpan _held = TimeSpan.FromMinutes(200);

    readonly FakeTimeProvider _clock = new();
    TestDatabase _warehouse = null!;
    HeldLock _holder = null!;

    public async ValueTask InitializeAsync()
    {
        _warehouse = await environment.CreateWarehouseAsync();
        _holder = await HeldLock.TakeAsync(_warehouse);
    }

    public async ValueTask DisposeAsync()
    {
        await _holder.DisposeAsync();
        await _warehouse.DisposeAsync();
    }

    [Fact]
    public async Task A_lock_that_is_held_for_hours_is_waited_for()
    {
        await using var run = Run();
        var taking = CorrectionLock.TakeAsync(run, TimeSpan.FromHours(4), TestContext.Current.CancellationToken);
        await PassAsync(taking);
        Assert.False(taking.IsCompleted);

        await _holder.ReleaseAsync();
        await Poll.UntilAsync("the lock is taken", () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(2));
            return taking.IsCompleted;
        });
        await using (var taken = await taking)
        {
            await using var idle = new NpgsqlCommand("SHOW tcp_keepalives_idle", taken.Connection);
            Assert.Equal("5", await idle.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }

        // The run goes on without the lock.
        Assert.True(await _holder.TryTakeAsync());
    }

    [Fact]
    public async Task A_wait_that_ends_before_names_the_holder()
    {
        await using var run = Run();
        var taking = CorrectionLock.TakeAsync(run, TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);
        await PassAsync(taking);

        var refused = await Assert.ThrowsAsync<JobException>(() => taking.WaitAsync(Poll.Deadline, TestContext.Current.CancellationToken));
        Assert.Equal(ExitCodes.InUse, refused.ExitCode);
        Assert.Contains($"(backend pid {_holder.ProcessId} since ", refused.Message, StringComparison.Ordinal);
    }

    BatchRun Run() => new("report", new(null, _warehouse.ConnectionString(Role.Batch), DryRun: false), RunIdentity.New(), _clock);

    // Until the lock was asked for after the time. The statement that names the holder does not count: a wait follows it.
    async Task PassAsync(Task taking)
    {
        await _holder.WaitedForAsync(taking);
        _clock.Advance(_held);
        var passed = await _holder.NowAsync();
        await Poll.UntilAsync("the lock is asked for again", async () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(2));
            return taking.IsCompleted || await _holder.IsAskedAsync("lock_reprocess", since: passed);
        });
    }
}

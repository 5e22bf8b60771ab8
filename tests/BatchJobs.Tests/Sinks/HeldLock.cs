using Analytics.Contracts;
using Analytics.Local.Postgres;
using Analytics.Testing.Postgres;
using Analytics.Testing.Waiting;
using Npgsql;

namespace BatchJobs.Tests.Sinks;

/// <summary>The lock of reprocess, held by another session than the run's that is tested.</summary>
sealed class HeldLock : IAsyncDisposable
{
    readonly TestDatabase _warehouse;
    readonly NpgsqlConnection _connection;

    HeldLock(TestDatabase warehouse, NpgsqlConnection connection) => (_warehouse, _connection) = (warehouse, connection);

    public int ProcessId => _connection.ProcessID;

    public static async Task<HeldLock> TakeAsync(TestDatabase warehouse)
    {
        var held = new HeldLock(warehouse, await warehouse.OpenAsync(Role.Batch, TestContext.Current.CancellationToken));
        Assert.True(await held.TryTakeAsync());
        return held;
    }

    public async Task<bool> TryTakeAsync()
    {
        await using var take = new NpgsqlCommand($"SELECT {WarehouseFunctions.LockReprocess}()", _connection);
        return (bool)(await take.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async Task ReleaseAsync()
    {
        await using var end = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", _connection);
        await end.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Returns the time of PostgreSQL.</summary>
    public async Task<string> NowAsync()
    {
        await using var now = new NpgsqlCommand("SELECT clock_timestamp()::text", _connection);
        return (string)(await now.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Waits until a run has asked for the lock after the time, or has ended.</summary>
    public Task WaitedForAsync(Task run, string since = "-infinity") =>
        Poll.UntilAsync(
            "the run waits for the lock",
            async () => run.IsCompleted || await IsAskedAsync("lock_(reprocess|holder)", since),
            TimeSpan.FromMinutes(10)
        );

    /// <summary>Returns true when another session's newest statement has these words, and began after the time.</summary>
    public async Task<bool> IsAskedAsync(string words, string since) =>
        await _warehouse.LinesAsync(
            Role.Admin,
            $"""
            SELECT 'asked' FROM pg_stat_activity
            WHERE datname = current_database() AND usename = 'analytics_batch' AND pid <> {ProcessId} AND query ~ '{words}'
                AND query_start > '{since}'
            """
        )
            is not [];

    // A pooled connection would keep the lock.
    public async ValueTask DisposeAsync()
    {
        await using (_connection)
            await ReleaseAsync();
    }
}

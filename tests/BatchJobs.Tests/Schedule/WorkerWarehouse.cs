using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Postgres;
using Npgsql;

namespace BatchJobs.Tests.Schedule;

/// <summary>The warehouse and the folder of one worker, which ends before they go.</summary>
sealed class WorkerWarehouse(TestDatabase database) : IAsyncDisposable
{
    readonly CancellationTokenSource _stop = new();
    Task _worker = Task.CompletedTask;

    public TestFolder Folder { get; } = new();

    public TestDatabase Database { get; } = database;

    /// <summary>The connections of the batch jobs' role.</summary>
    public NpgsqlDataSource Batch { get; } = NpgsqlDataSource.Create(database.ConnectionString(Role.Batch));

    public static async Task<WorkerWarehouse> CreateAsync(TestEnvironment environment) => new(await environment.CreateWarehouseAsync());

    /// <summary>Starts the worker, which is to end with the token.</summary>
    public void Start(Func<CancellationToken, Task> run) => _worker = run(_stop.Token);

    /// <summary>Stops the worker, and waits for its end.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _worker;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Batch.DisposeAsync();
        await Database.DisposeAsync();
        _stop.Dispose();
        Folder.Dispose();
    }
}

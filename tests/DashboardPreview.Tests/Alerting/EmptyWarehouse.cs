using Analytics.Local.Postgres;
using Analytics.Testing.Postgres;
using DashboardPreview.Tests.Seed;
using Npgsql;

namespace DashboardPreview.Tests.Alerting;

/// <summary>A warehouse without rows for the cases of one class, which roll back what they write.</summary>
public sealed class EmptyWarehouse(SeededWarehouse server) : IAsyncLifetime
{
    TestDatabase? _database;

    internal Task<NpgsqlConnection> OpenAsync() => _database!.OpenAsync(Role.Admin, TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync() => _database = await server.CreateWarehouseAsync();

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}

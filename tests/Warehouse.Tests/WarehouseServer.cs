using System.Collections.Concurrent;
using Analytics.Local;
using Analytics.Testing;
using Analytics.Warehouse;
using Npgsql;
using Warehouse.Tests;
using Roles = Analytics.Warehouse.Roles;

[assembly: AssemblyFixture(typeof(WarehouseServer))]

namespace Warehouse.Tests;

/// <summary>
/// One real PostgreSQL for all tests, that of ANALYTICS_TEST_POSTGRES or one started here, and the databases that tests work in.
/// </summary>
public sealed class WarehouseServer : IAsyncLifetime
{
    readonly string _template = $"warehouse_template_{Environment.ProcessId}";
    readonly ConcurrentBag<string> _free = [];
    readonly TestFolder _folder = new();
    PostgresServer? _own;
    string _admin = "";
    int _count;

    /// <summary>The roles belong to the whole server: a given one keeps the passwords that the environment holds.</summary>
    public Dictionary<string, string> Passwords { get; } = Roles.All.ToDictionary(role => role, role => role);

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("ANALYTICS_TEST_POSTGRES") is { Length: > 0 } given)
        {
            _admin = given;
            foreach (var (role, password) in Roles.PasswordsFromEnvironment())
                Passwords[role] = password;
        }
        else
        {
            _own = new PostgresServer(_folder.Path);
            await _own.StartAsync(TestContext.Current.CancellationToken);
            _admin = _own.ConnectionString(Role.Admin, "postgres");
        }

        WarehouseSchema.Migrate(Admin(_template), new() { Passwords = Passwords });
    }

    /// <summary>The administrator's connection string for a database.</summary>
    public string Admin(string database) =>
        new NpgsqlConnectionStringBuilder(_admin) { Database = database, Pooling = false }.ConnectionString;

    /// <summary>A database with the whole schema and no rows; emptied on disposal, and used again by another test.</summary>
    public Database Create() => _free.TryTake(out var name) ? new(this, name, reuse: true) : Copy(reuse: true);

    /// <summary>A new database with the whole schema; dropped on disposal.</summary>
    public Database CreateOwn() => Copy(reuse: false);

    /// <summary>A name for a database that does not exist; dropped on disposal if it came to be.</summary>
    public Database Name() => new(this, NewName(), reuse: false);

    /// <summary>Takes an emptied database back.</summary>
    public void Return(string name) => _free.Add(name);

    public void Drop(string name) => Execute("postgres", $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    public void Execute(string database, string sql)
    {
        using var session = new Session(Admin(database));
        session.Execute(sql);
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is null)
        {
            foreach (var name in _free.Append(_template))
                Drop(name);
        }
        else
        {
            await _own.DisposeAsync();
        }

        _folder.Dispose();
    }

    Database Copy(bool reuse)
    {
        var name = NewName();
        Execute("postgres", $"CREATE DATABASE {name} TEMPLATE {_template}");
        return new(this, name, reuse);
    }

    string NewName() => $"warehouse_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";
}

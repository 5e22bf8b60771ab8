using System.Collections.Concurrent;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Postgres;
using Analytics.Testing.Waiting;
using Npgsql;
using Warehouse.Tests;

[assembly: AssemblyFixture(typeof(WarehouseServer))]

namespace Warehouse.Tests;

/// <summary>One real PostgreSQL for all tests, with their databases.</summary>
public sealed class WarehouseServer : IAsyncLifetime
{
    readonly ConcurrentBag<string> _free = [];
    readonly TestFolder _folder = new();
    TestPostgres? _postgres;
    string _template = "";
    int _count;

    /// <summary>The passwords by PostgreSQL role.</summary>
    public Dictionary<string, string> Passwords { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await Today.WithLeftAsync(TimeSpan.FromMinutes(10)); // The partitions of the template are those of its day.
        _postgres = await TestPostgres.StartAsync(_folder.Path);
        _template = await _postgres.TemplateAsync();
        Passwords = Enum.GetValues<Role>()
            .Where(role => role is not Role.Admin)
            .ToDictionary(role => role.UserName(), role => _postgres.Passwords[role]);
    }

    /// <summary>Returns the administrator's connection string for a database.</summary>
    public string Admin(string database) =>
        new NpgsqlConnectionStringBuilder(_postgres!.ConnectionString(Role.Admin, database)) { Pooling = false }.ConnectionString;

    /// <summary>Returns a database with the whole schema and no rows; disposal empties it for another test.</summary>
    public Database Create() => _free.TryTake(out var name) ? new(this, name, reuse: true) : Copy(reuse: true);

    /// <summary>Creates a database with the whole schema; disposal drops it.</summary>
    public Database CreateOwn() => Copy(reuse: false);

    /// <summary>Returns the name of a database that does not exist; disposal drops it if it was created.</summary>
    public Database Name() => new(this, NewName(), reuse: false);

    /// <summary>Takes back an emptied database.</summary>
    public void Return(string name) => _free.Add(name);

    public void Drop(string name) => Execute("postgres", $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    public void Execute(string database, string sql)
    {
        using var session = new Session(Admin(database));
        session.Execute(sql);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _free)
            Drop(name);
        if (_postgres is not null)
            await _postgres.DisposeAsync();
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

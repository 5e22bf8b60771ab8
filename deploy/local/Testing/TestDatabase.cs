using Npgsql;

namespace Analytics.Local.Testing;

/// <summary>A database of a test's own.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    readonly TestPostgres server;

    internal TestDatabase(TestPostgres server, string name)
    {
        this.server = server;
        Name = name;
    }

    public string Name { get; }

    /// <summary>For Npgsql, as the given role.</summary>
    public string ConnectionString(Role role) => server.ConnectionString(role, Name);

    /// <summary>An open connection as the given role.</summary>
    public async Task<NpgsqlConnection> OpenAsync(Role role, CancellationToken cancellation = default)
    {
        var connection = new NpgsqlConnection(ConnectionString(role));
        await connection.OpenAsync(cancellation);
        return connection;
    }

    public async ValueTask DisposeAsync() => await server.DropAsync(Name);
}
